# Objects of Python that are elements of frames and arrays are shared by copies, selections, lists and rows of these.
# %% [imports]
import numpy as np
import pandas as pd
# %% [step:a]
df = pd.DataFrame({'x': [1, 2], 'o': [[1], [2]]})
copied, chosen, listed = df.copy(), df[df['x'] > 0], df['o'].tolist()
rows = [row for _, row in df.iterrows()]
a = np.array([1, 2, None], dtype=object)
tail = a[1:].copy()
words = [1]
a[0] = words
turned = np.array([words, None], dtype=object).copy()
# %% [step:b]
copied['o'][0].append(5)
# %% [step:c]
listed[1].append(6)
words.append(4)
# %% [step:d]
print(df, chosen, rows)
print(a, turned, tail)
# %% [step:e]
records = [{'a': [1]}, {'a': [2]}]
made = pd.DataFrame.from_records(records)
both = pd.concat([made, made], ignore_index=True)
# %% [step:f]
records[0]['a'].append(3)
# %% [step:g]
print(made, both)
