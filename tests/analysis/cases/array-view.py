# %% [imports]
import numpy as np
# %% [step:a]
a = np.arange(6)
b = a[1:]
# %% [step:b]
b += 1
print(a)
