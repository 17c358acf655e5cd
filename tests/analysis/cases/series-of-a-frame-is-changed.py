# pandas copies what a frame and its series share before one of them is changed, also after both have been handed on.
# %% [imports]
import pandas as pd
# %% [step:a]
df = pd.DataFrame({'x': [1, 2, 3], 'y': [4, 5, 6]})
line, other = df['y'], df.x
tail = line[1:]
# %% [step:b]
line.iloc[0] = 20
other.loc[other > 1] = 0
tail += 1
df.loc[2, 'y'] = 7
print(df, line.tolist(), other.tolist(), tail.tolist())
