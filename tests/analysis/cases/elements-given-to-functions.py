# A method gives a function the elements of a list, and what frames and groups hold.
# %% [imports]
import heapq
import operator
import numpy as np
import pandas as pd
# %% [step:a]
a, b, c, d, e, f, g, h, i = [[n, 5] for n in range(9)]
rows, heap, table = [a], [[0]], {}
df = pd.DataFrame({'k': [1, 2], 'l': [b, c]})
column, grouped = pd.Series([d, e]), pd.DataFrame({'k': [1, 2], 'l': [f, f]}).groupby('k')
# %% [step:b]
rows.sort(key=lambda q: q.append(1) or 0)
# %% [step:c]
df['l'].apply(lambda q: q.append(2))
# %% [step:d]
column.where(column.notna()).iloc[0].append(3)
np.append(column, None)[1].append(4)
# %% [step:e]
grouped['l'].agg(lambda q: q.iloc[0].append(5))
# %% [step:f]
heapq.heappush(heap, g)
operator.ior(table, {'h': h})
# %% [step:g]
heap[-1].append(6)
table['h'].append(7)
# %% [step:h]
print(a, b, c, d, e, f, g, h, i)
