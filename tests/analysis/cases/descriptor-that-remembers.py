# %% [imports]
import functools
# %% [step:b]
class memo:
    def __init__(self, f): self.f = f; self.cache = {}
    def __call__(self, *a):
        if a not in self.cache: self.cache[a] = self.f(*a)
        return self.cache[a]
    def __get__(self, o, t=None):
        if o is None: return self
        return functools.partial(self, o)
class M:
    @memo
    def twice(self, x): return x * 2
m = M()
print(m.twice(2))
# %% [step:c]
print(m.twice(3), len(M.twice.cache))
# %% [step:d]
print(len(M.twice.cache))
