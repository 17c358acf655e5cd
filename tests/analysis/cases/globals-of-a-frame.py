# %% [imports]
import sys
# %% [step:s1]
zs = [1, 2]
# %% [step:s2]
def g():
    return sys._getframe().f_globals['zs'][:2]
def h():
    return globals()['zs']
print(g())
# %% [step:s3]
print(list(map(lambda f: f(), [g, h])))
