# %% [step:a]
import numpy as np
a = np.ma.array([(1, 2.), (3, 4.)], mask=[(0, 1), (0, 0)], dtype=[('i', int), ('f', float)])
r = a[0]
b = np.zeros(3, dtype=[('i', int), ('f', float)])
# %% [step:b]
r['i'] = 7
print(r, a)
# %% [step:c]
print(a[0], r)
a[0]['i'] = 9
print(r)
# %% [step:d]
print(r, a)
m = np.ma.array([1,2,3], mask=[0,1,0]); v = m[:2]; m.soften_mask()
h = np.ma.array([1,2,3], mask=[0,1,0], hard_mask=True, fill_value=77)
# %% [step:e]
v[0] = 9; h[1] = 5; v.mask[0] = True
# %% [step:f]
print(m, v, h, h.fill_value, h.hardmask, m._data)
