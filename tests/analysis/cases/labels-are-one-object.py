# The labels that a variable stands for are the frame's own, by whatever name they are changed or asked for.
# %% [imports]
import pandas as pd
# %% [step:a]
df = pd.DataFrame({"a": [1, 2]})
idx, cols = df.index, df.columns
other, given = pd.DataFrame({"b": [1, 2]}), pd.Index([5, 6])
other.index = given
quiet = pd.DataFrame({"c": [1]})
labels = quiet.columns
# %% [step:b]
df.index.name = "when"
df.columns.name = "c"
given.name = "g"
# %% [step:c]
print(idx.name, idx is df.index, cols.name, cols is df.columns, other.index.name)
# %% [step:d]
quiet.loc[0, "c"] = 4
# %% [step:e]
print(labels is quiet.columns)
