# %% [imports]
import operator

import numpy as np
c = np.arange(6)
d = [1]
# %% [step:a]
b = c
e = d
v = c[:2]
# %% [step:b]
print(id(b) == id(c))
# %% [step:c]
print(operator.is_(d, e), operator.is_not(d, e))
# %% [step:d]
print(np.may_share_memory(v, c), np.shares_memory(c, v))
# %% [step:e]
print(len({id(d), id(e)}))
# %% [step:f]
print(c.ctypes.data == b.ctypes.data)
# %% [step:g]
print(c.__array_interface__["data"] == v.__array_interface__["data"])
