# A number to which an array is added becomes an array, which can be changed.
# %% [imports]
import numpy as np
# %% [step:a]
total = 0
total += np.ones(3)
# %% [step:b]
total[0] = 5
# %% [step:c]
print(total)
