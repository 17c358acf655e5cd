"""deep-copy-of-an-instance"""
# %% [step:s1]
import copy
class Box:
    count = 0
    def add(self):
        Box.count += 1
        return self
a = Box()
# %% [step:s2]
b = copy.deepcopy(a)
# %% [step:s3]
b.add()
# %% [step:s4]
print(repr(Box.count))
# %% [step:s5]
c = copy.copy(b)
c.add()
# %% [step:s6]
print(repr(Box.count))
