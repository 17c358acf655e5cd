# %% [imports]
import numpy as np
# %% [step:s1]
a = np.arange(6)
b = np.require(a)
c = np.flipud(a)
# %% [step:s2]
np.add.at(b, [0, 0], 1)
# %% [step:s3]
print(a.tolist(), c.tolist())
