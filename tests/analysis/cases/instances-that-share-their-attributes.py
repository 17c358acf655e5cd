# %% [step:a]
class Borg:
    _state = {}
    def __new__(cls, *a, **k):
        obj = super().__new__(cls)
        obj.__dict__ = cls._state
        return obj
class Cfg(Borg):
    def __init__(self, v=None):
        if v is not None: self.v = v
a = Cfg(1)
# %% [step:b]
b = Cfg(2)
print(a.v, b.v)
# %% [step:c]
c = Cfg()
c.w = 7
print(a.w, b.w, c.v, vars(a) is vars(b))
# %% [step:d]
print(Cfg().w, Borg._state)
