# %% [imports]
import weakref
# %% [step:a]
class Subject:
    def __init__(self): self._obs = weakref.WeakKeyDictionary()
    def attach(self, o, n): self._obs[o] = n
    def notify(self): return sorted((o.hear(), n) for o, n in self._obs.items())
class Ob:
    def __init__(self, n): self.n = n
    def hear(self): return self.n
s = Subject()
a, b = Ob(1), Ob(2)
s.attach(a, 'a'); s.attach(b, 'b')
# %% [step:b]
print(s.notify())
# %% [step:c]
del b
# %% [step:d]
print(len(s._obs))
# %% [step:e]
a = None
print(len(s._obs))
