# %% [imports]
import warnings
import pandas as pd
warnings.simplefilter("ignore")
# %% [step:s0]
line = pd.Series([1, 2, 3])
other = line
frame = pd.DataFrame({"a": pd.array([1, 2], dtype="Int64")})
# %% [step:s1]
line2 = line.astype(int, copy=False)
frame2 = frame.astype({"a": "Int64"}, copy=False)
# %% [step:s2]
line2.replace({1: 3}, inplace=True)
frame2.loc[0, "a"] = 7
# %% [step:s3]
print(other.tolist(), line.tolist(), line2.tolist(), frame.a.tolist(), frame2.a.tolist())
