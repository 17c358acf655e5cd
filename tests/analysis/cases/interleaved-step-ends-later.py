A later cell of an interleaved step does not make what its first cell wrote newer.
# %% [functions]
class Registry:
    named = {}
# %% [step:s1]
zs = [2, 4]
# %% [step:s2]
zs, Registry = zs, Registry
# %% [step:s3]
zs.append(4)
# %% [step:s2]
k = 1
# %% [step:s4]
Registry.named['x'] = zs
zs *= 2
print(zs)
