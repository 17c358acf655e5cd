What is given where a key or attribute is missing is the default itself; what a frame or array becomes holds lists and dictionaries.
# %% [imports]
import numpy as np
import pandas as pd
xs, ys, zs = [3], [1], [2]
# %% [step:a]
df = pd.DataFrame({'x': [1, 2]})
rows = df.to_dict('records')
row = rows[0]
first = rows[1].get('y', xs)
second = {}.pop('a', ys)
third = getattr(df, 'nothing', zs)
numbers = np.ones((2, 2)).tolist()
line = numbers[0]
# %% [step:b]
row.update(v=4)
first.append(1)
second.append(2)
third.append(3)
line.append(4)
# %% [step:c]
print(rows, xs, ys, zs, numbers)
