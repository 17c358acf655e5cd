# %% [imports]
import pandas as pd
import numpy as np
df = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
# %% [step:a]
c1 = df.columns.tolist()
c2 = list(df.columns)
c3 = df.columns.to_numpy().copy()
c4 = np.array(df.index)
c5 = df.index.to_numpy(copy=True)
c6 = df.index.values.copy()
c7 = df.index.to_numpy() + 1
c8 = df.shape[0] * [1]
c9 = df.index.to_list()
c10 = df.index.to_numpy().reshape(2, 1).copy()
c11 = df.index.to_numpy()[::-1].copy()
c12 = df.columns.str.upper().tolist()
# %% [step:b]
c1.remove("x"); c2.append("z"); c3[0] = "k"; c4[0] = 9; c5[0] = 9; c6[0] = 9; c7[0] = 9; c8[0] = 9; c9[0] = 9; c10[0] = 9; c11[0] = 9; c12[0] = 9
# %% [step:c]
print(c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12)
