"""dictionary-of-the-notebook"""
# %% [step:s1]
from collections import UserDict
log = []
class D(UserDict):
    def __setitem__(self, k, v):
        log.append(k)
        super().__setitem__(k, v)
d = D()
# %% [step:s2]
print(repr(d.update(a=1)))
# %% [step:s3]
print(repr((log, dict(d))))
# %% [step:s4]
print(repr(d.setdefault('z', [])))
# %% [step:s5]
print(repr(d['z'].append(3)))
# %% [step:s6]
print(repr((d.data, log)))
