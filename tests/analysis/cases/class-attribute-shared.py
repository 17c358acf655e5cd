# %% [step:a]
zs = [3, 1, 2]
class Crate:
    shared = zs
# %% [step:b]
zs.sort()
print(Crate.shared)
