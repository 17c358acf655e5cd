# %% [imports]
import sys
import __main__ as me
# %% [step:a]
sys.modules['__main__'].i = 4
setattr(sys.modules[__name__], 'k', [3])
me.j = [1]
# %% [step:b]
me.j.append(i)
k.append(2)
# %% [step:c]
print(i, j, getattr(me, 'k'), sys.modules[__name__].k)
# %% [step:d]
del me.i
# %% [step:e]
print('i' in vars(me))
