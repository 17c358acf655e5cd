# %% [imports]
import random
random.seed(1)
zs = [3, 1, 2]
# %% [step:s1]
del zs
# %% [step:s2]
ws = list(range(4))
# %% [step:s1]
zs = ws
# %% [step:s5]
zs.append(5)
print(ws)
