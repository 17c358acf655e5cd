# %% [imports]
import numpy as np
# %% [step:a]
a = np.array([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]])
f = np.arange(12).reshape(3, 4)
h = np.frombuffer(b"abcdefgh", dtype="u1")
records = np.zeros(3, dtype=[("x", "i4"), ("y", "f8")])
x = records["x"]
# %% [step:b]
c = a.view()
k = f[:, 0]
# %% [step:c]
print(c is a, c.base is a, a.base is None)
# %% [step:d]
print(c.flags.owndata, a.flags.owndata)
# %% [step:e]
print(k.base, k.base is f.base)
# %% [step:f]
print(h.base, h.flags.writeable)
# %% [step:g]
x.base["y"] = 3
print(records, x.base is records)
