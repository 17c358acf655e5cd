# A method that is taken from a class, or called by its special name, changes what a method does.
# %% [imports]
import collections
import io
import operator
import pprint
import weakref
import numpy as np
import pandas as pd
class Box:
    def __init__(self):
        self.items, self.n = [], 0
    def add(self, v):
        self.items.append(v)
    @property
    def size(self):
        self.n += 1
        return len(self.items)
# %% [step:a]
m = np.zeros((2, 2), dtype=int)
flat, row, whole = m.ravel(), m[0], np.ndarray(4, m.dtype, m)
points = np.zeros(2, dtype=[('x', int), ('y', float)])
df = pd.DataFrame({'x': [1]})
queue = collections.deque([1])
box, rows, page = Box(), [[1], [2]], io.StringIO()
other = Box()
# %% [step:b]
np.ndarray.fill(flat, 2)
# %% [step:c]
row.__iadd__(1)
whole[3] = 9
# %% [step:d]
points[['x']]['x'][0] = 2
# %% [step:e]
pd.DataFrame.insert(df, 0, 'y', 1)
# %% [step:f]
collections.deque.append(queue, 2)
# %% [step:g]
list(map(operator.methodcaller('add', 5), [box]))
sorted([box], key=operator.attrgetter('size'))
# %% [step:h]
[*map(operator.methodcaller('append', 3), rows)]
# %% [step:i]
pprint.pprint('a', stream=page)
pprint.pprint('b', page)
df.to_csv(page)
# %% [step:j]
weakref.proxy(other).n += 1
# %% [step:k]
print(m, points, df, queue, box.items, box.n, rows, repr(page.getvalue()), other.n)
