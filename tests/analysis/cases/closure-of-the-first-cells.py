A function of the first cells comes back with what its closure holds, which other variables share.
# %% [imports]
xs = [3, 1, 2]

def f():
    hidden = xs
    return lambda: hidden
f = f()
# %% [step:s1]
def g():
    exec('xs.append(1)', globals())
print(getattr(g, 'tags', None))
# %% [step:s4]
print(f(), g())
