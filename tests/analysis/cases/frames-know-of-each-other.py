# Frames and labels that share memory copy before they are written to, also where they were handed on together.
# %% [imports]
import pandas as pd
# %% [step:s1]
df = pd.DataFrame({"x": [1, 2, 3], "y": [4, 5, 6]})
column, array = df["x"], df["x"].array
labels = pd.Index([3, 1, 2])
series, table, index = pd.Series(labels), labels.to_frame(), pd.Index(df["y"])
counts = df.dtypes
# %% [step:s2]
series.iloc[0] = 9
table.iloc[0, 0] = 77
df.iloc[0, 1] = 88
for value in column:
    column[value] = 0
del counts["x"]
# %% [step:s3]
df.loc[1, "x"] = 50
# %% [step:s4]
print(df, column, array, labels, series, table, index, counts)
