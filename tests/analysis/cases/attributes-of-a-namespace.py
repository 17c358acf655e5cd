What a SimpleNamespace is given under a name is its attribute of that name.
# %% [imports]
import types
zs = [3, 1, 2]
entry = types.SimpleNamespace(items=zs, n=1)
# %% [step:c]
entry.items += [1]
# %% [step:d]
print(zs, entry.n)
