# Labels that are kept in a variable are the frame's: it is handed on with them where they are changed.
# %% [imports]
import numpy as np, pandas as pd
# %% [step:s1]
df = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
axis, columns, other = df.index, df.columns, df[["x"]].columns
array = np.asarray(columns)
# %% [step:s2]
axis.name = "k"
columns.names = ["c"]
other.name = "o"
# %% [step:s3]
print(df)
array[0] = "z"
# %% [step:s4]
print(df, other)
