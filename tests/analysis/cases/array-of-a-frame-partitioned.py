An array that a frame gave is changed by methods that only arrays have; a masked array without a mask gives its own memory.
# %% [imports]
import numpy as np
import pandas as pd
df = pd.DataFrame({'x': [1, 2, 3], 'y': [4, 5, 6]})
b = df.to_numpy(copy=True).ravel(order='F')[::-1]
masked = np.ma.masked_array(np.zeros(6, dtype=int))
a = masked.compressed()
# %% [step:c]
b.partition(2)
np.split(a, 2)[0][0] = 3
# %% [step:d]
print(b.tolist(), masked.tolist())
