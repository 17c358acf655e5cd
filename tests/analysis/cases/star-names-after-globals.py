Names of a star import are there after code that may bind any name.
# %% [step:a]
from scipy.special import *
n = 3
# %% [step:b]
print("np" in globals(), comb(4, 2))
# %% [step:c]
print(comb(5, n), factorial(n))
# %% [step:d]
code = "m = 1 + n"
exec(code)
# %% [step:e]
print(comb(5, n), m, gamma(n))
