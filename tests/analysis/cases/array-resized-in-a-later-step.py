# %% [imports]
import numpy as np
# %% [step:a]
b = np.arange(6)
big = np.zeros(100_000)
f = np.asfortranarray(np.arange(6.).reshape(2, 3))
ro = np.arange(3); ro.flags.writeable = False
# %% [step:b]
b.resize((3, 3), refcheck=False)
big.resize(100_001, refcheck=False)
print(b.tolist(), b.flags.owndata, f.flags.f_contiguous, f.flags.owndata, ro.flags.writeable)
# %% [step:c]
print(b.sum(), len(big), 0)
