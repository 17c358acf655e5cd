# A masked array may have memory of its own; cells ask for the base of one.
# %% [imports]
import numpy as np
# %% [step:make]
masked = np.array(np.ma.array([1.0, 2.0, 3.0]), subok=True)
numbers = masked.data
# %% [step:mask]
masked[1] = np.ma.masked
numbers[2] = 9
# %% [step:show]
print(masked, numbers, numbers.base is None)
