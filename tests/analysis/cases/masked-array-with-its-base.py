# A masked array that has memory of its own is a view of nothing, also where cells ask for bases.
# %% [imports]
import numpy as np
# %% [step:make]
masked = np.ma.array([0.0, 0.0, 0.0]).copy()
masked[:] = [1, 2, 3]
numbers = masked.data
# %% [step:mask]
masked[1] = np.ma.masked
numbers[2] = 9
# %% [step:show]
print(masked, numbers, masked.base is None)
