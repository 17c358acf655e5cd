# %% [imports]
import pandas as pd
other = pd.DataFrame({'x': [1, 2, 3], 'y': [4, 5, 6]})
# %% [step:a]
grouped = other.groupby('x')[['y']]
# %% [step:b]
other.loc[other['x'] > 1, 'y'] = 4
print(grouped.sum(numeric_only=True).to_string(), grouped.obj is other)
