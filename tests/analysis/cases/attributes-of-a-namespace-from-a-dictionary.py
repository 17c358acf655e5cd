# %% [imports]
import types
zs = [3, 1, 2]
entry = types.SimpleNamespace(**{"part": zs, "n": 1})
# %% [step:a]
entry.part += [1]
# %% [step:b]
print(zs)
