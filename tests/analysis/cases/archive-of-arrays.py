"""archive-of-arrays"""
# %% [step:s1]
import numpy as np
np.savez("x.npz", a=np.arange(3))
data = np.load("x.npz")
# %% [step:s2]
print(repr(data['a']))
# %% [step:s3]
print(repr(data.files))
