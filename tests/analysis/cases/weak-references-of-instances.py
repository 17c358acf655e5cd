# %% [imports]
import weakref
# %% [step:a]
class Ob:
    def __init__(self, n): self.n = n
    def up(self): self.n += 1
class Reg(weakref.WeakValueDictionary):
    def __init__(self, name):
        super().__init__()
        self.name = name
class Cached:
    made = weakref.WeakValueDictionary()
    def __new__(cls, k):
        got = cls.made.get(k)
        if got is None:
            got = super().__new__(cls)
            got.k = k
            cls.made[k] = got
        return got
o, p, q = Ob(1), Ob(2), Ob(3)
w = weakref.ref(o)
m = weakref.WeakMethod(p.up)
px = weakref.proxy(q)
v = Reg('r')
v['o'] = o
c = Cached(1)
# %% [step:b]
w().n = 10
m()()
px.n = 12
v['o'].n += 1
# %% [step:c]
print(o.n, p.n, q.n, v.name, v['o'] is o, Cached(1) is c, len(Cached.made))
d = Cached(2)
# %% [step:d]
del o
print(w(), len(v))
print(Cached(2) is d, Cached(1) is c, sorted(Cached.made))
