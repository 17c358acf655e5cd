# What a notebook notes on a frame or a series is handed on, which pandas' own pickles leave out.
# %% [imports]
import pandas as pd
# %% [step:s1]
class Table(pd.DataFrame):
    def __init__(self, data, owner):
        super().__init__(data)
        self.owner = owner
train = pd.DataFrame({"a": [1, 2]})
train.name = "train"
frames = [train, train.copy()]
frames[1].name = "test"
column = train["a"]
column.unit = "m"
table = Table({"b": [3]}, "me")
# %% [step:s2]
frames[1].name += "ed"
table["c"] = 4
print(table.owner, column.unit)
# %% [step:s3]
print([frame.name for frame in frames], table.owner, list(table))
