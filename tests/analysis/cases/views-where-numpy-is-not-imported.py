# %% [imports]
import sys
# %% [step:a]
from scipy.spatial.transform import Rotation as R
r = R.from_quat([0, 0, 0, 1])
# %% [step:b]
print(r.magnitude())
# %% [step:c]
import numpy as np
ob = np.array(['x', None], dtype=object)
v = ob[:1]
rv = np.arange(4)[:2]
m = np.ma.array([1, 2], mask=[0, 1])
# %% [step:d]
print(v, ob, rv, m)
