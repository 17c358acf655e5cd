# The first step ends last in the notebook, and yet the second one has the last version of what both hand on.
# %% [imports]
import random
# %% [step:s1]
xs = [3, 1, 2]
i = 2
match [xs]:
    case [zs]:
        pass
    case _:
        get = globals
        get()["i"] = 3
# %% [step:s2]
match i:
    case 1:
        xs.append(1)
    case _:
        zs.append(2)
# %% [step:s3]
zs.append(2)
print(xs)
# %% [step:s1]
random.setstate(random.getstate())
