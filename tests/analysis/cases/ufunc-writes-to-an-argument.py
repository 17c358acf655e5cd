# %% [imports]
import numpy as np
# %% [step:one]
a = np.arange(6)
b = np.arange(6)
# %% [step:two]
np.add.at(a, [0, 0], 1)
np.multiply(a, 2, b)
# %% [step:three]
print(a.tolist(), b.tolist())
