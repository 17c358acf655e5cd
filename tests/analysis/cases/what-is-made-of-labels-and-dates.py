# %% [imports]
import pandas as pd
import numpy as np
df = pd.DataFrame({"x": [1, 2], "d": pd.to_datetime(["2020-01-01", "2021-01-01"])})
other = df
# %% [step:a]
y = df.d.dt.year
m = df.d.dt.month == 1
t = df.dtypes
k = df.index > 0
z = df.index.isin([1])
s = df.index.to_series()
# %% [step:b]
y[y > 2020] = 0
m[0] = False
t["x"] = 3
k[0] = True
z[0] = True
s.iloc[0] = 8
df.index.name = "n"
# %% [step:c]
print(y.tolist(), m.tolist(), t.tolist(), k, z, s.tolist(), other.index.name)
df.columns = ["a", "b"]
# %% [step:d]
print(other.columns.tolist())
# %% [step:e]
df.index.rename("date", inplace=True)
# %% [step:f]
print(other.index.name)
