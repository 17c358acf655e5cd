# `q` cannot be handed on, and nobody needs it.
# %% [imports]
import numpy as np
c = np.arange(6)
# %% [step:s1]
with np.nditer(c, op_flags=['readwrite']) as q:
    for r in q:
        r[...] = r + 1
# %% [step:s2]
print(c.tolist(), sorted(name for name in globals() if name == 'c'))
