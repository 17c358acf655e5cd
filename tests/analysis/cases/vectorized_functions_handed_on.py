"""A function of `numpy.vectorize` with types has been called, which keeps a ufunc, and is called in later steps."""

# %% [imports]
import numpy as np
# %% [step:a]
data = np.arange(4)
v = np.vectorize(lambda t: t + 1, otypes=[float])
print(v(data))
# %% [step:b]
print(v(data * 3))
@np.vectorize(otypes=[float])
def step(t):
    """Step."""
    return 0.0 if t < 2 else 1.0
@np.vectorize
def hop(t):
    return 0.0 if t < 2 else 1.0
print(step(data), hop(data))
# %% [step:c]
print(step(data), step.__name__, step.__doc__)
# %% [step:d]
print(step(data * 2), hop(data))
