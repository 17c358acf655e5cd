# %% [step:a]
class B:
    def __init__(self, d): self.__dict__ = d
d = {"k": 1}
x = B(d)
# %% [step:b]
x.n = 2
# %% [step:c]
print(d); d["q"] = 4
# %% [step:d]
print(x.q, x.n)
class Slot:
    def __init__(self): self.a = 1
s = Slot(); s2 = Slot(); s2.__dict__ = s.__dict__
# %% [step:e]
s.a = 5
s2.b = 1
# %% [step:f]
print(s2.a, s.b)
