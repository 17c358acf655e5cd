# %% [step:a]
k = 4
zs = [1]
# %% [step:b]
def work():
    exec('k = 2; zs.append(k)')
    return 1
work()
# %% [step:c]
print(k, zs)
# %% [step:d]
exec('k = 5')
# %% [step:e]
print(k)
# %% [step:f]
def glob():
    exec('global k; k = 6')
glob()
# %% [step:g]
print(k)
