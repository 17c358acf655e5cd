# %% [step:a]
import pandas as pd, numpy as np
df = pd.DataFrame({"x": [1., 2, 3], "y": [4., 5, 6]})
third = df.rename(columns={"x": "z"})
a = df["x"].to_numpy()
free = pd.DataFrame({"x": [1., 2, 3]}); fa = free["x"].to_numpy(); tmp = free.rename(columns={"x": "q"}); tmp = None
idx = pd.Index([3, 1, 2]); s = pd.Series(idx); ia = s.to_numpy()
# %% [step:b]
df.loc[0, "x"] = 9
free.loc[0, "x"] = 9
s.iloc[0] = 7
# %% [step:c]
print(a, df["x"].tolist(), fa, free["x"].tolist(), ia, s.tolist())
# %% [step:d]
print(third, idx)
df.loc[1, "x"] = 8
# %% [step:e]
print(df, a, df.to_numpy().flags.writeable, free.to_numpy().flags.writeable)
