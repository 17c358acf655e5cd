# %% [imports]
import weakref
# %% [step:a]
class Ob:
    def __init__(self, n): self.n = n
    def hear(self): return self.n
o, p = Ob(1), Ob(2)
w = weakref.ref(o)
m = weakref.WeakMethod(o.hear)
px = weakref.proxy(o)
v = weakref.WeakValueDictionary()
v['o'] = o
v['p'] = p
dead = weakref.ref(Ob(3))
gone = []
cb = weakref.ref(p, lambda r: gone.append('p'))
# %% [step:b]
print(w() is o, m()(), px.n, v['o'].n, dead(), w is weakref.ref(o), sorted(v))
o.n = 7
# %% [step:c]
print(w().n, m()(), px.n, v['o'].n)
px.n = 8
# %% [step:d]
print(o.n)
del p
print(gone, cb(), list(v))
