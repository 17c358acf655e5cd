# %% [imports]
import numpy as np
a = np.arange(6)
b = a.astype(int, copy=False)
# %% [step:a]
a[0] = 1
# %% [step:b]
print(b.tolist())
