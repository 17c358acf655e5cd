# %% [step:a]
class Borg:
    _s = {}
    def __new__(cls):
        o = super().__new__(cls); o.__dict__ = cls._s
        return o
a = Borg(); b = Borg()
# %% [step:b]
a.x = 3
# %% [step:c]
print(b.x)
