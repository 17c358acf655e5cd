Methods of frames whose names change other objects give a new one.
# %% [imports]
import pandas as pd
# %% [step:a]
df = pd.DataFrame({'x': [1, 2, 3], 'y': [4, 5, 6]})
first = df.truncate(0, 1)
more = df.add(1)
less = df.x.subtract(1)
# %% [step:b]
first.loc[0] = 2
more.iloc[0] = 0
less.iloc[0] = 7
# %% [step:c]
print(first.values.tolist(), more.values.tolist(), less.tolist(), df.values.tolist())
