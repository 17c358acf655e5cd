# %% [imports]
import weakref
# %% [step:a]
class Ob:
    pass
s = weakref.WeakSet()
a, b = Ob(), Ob()
s.add(a); s.add(b)
xs = [Ob()]
s.add(xs[0])
# %% [step:b]
del b
print(len(s))
# %% [step:c]
print(len(s))
# %% [step:d]
xs.clear()
# %% [step:e]
print(len(s))
