# `zs` is bound on some paths only, and passes through the code of s2 as all names do.
# %% [step:s1]
xs = [3, 1, 2]
class Crate:
    shared = xs
try:
    raise ValueError(xs)
except ValueError as error:
    zs = error.args[0]
# %% [step:s2]
print('xs' in globals())
# %% [step:s3]
zs.append(1)
# %% [step:s4]
zs.append(2)
print(Crate.shared)
