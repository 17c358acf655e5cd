"""class-that-a-pickle-names"""
# %% [step:s1]
import pickle
class Box:
    n = 0
    def __init__(self): self.v = 1
    def add(self):
        Box.n += 1
        return OFFSET
OFFSET = 5
b = Box()
# %% [step:s2]
s = pickle.dumps(b)
# %% [step:s3]
c = pickle.loads(s)
# %% [step:s4]
print(repr(c.add()))
# %% [step:s5]
print(repr(Box.n))
