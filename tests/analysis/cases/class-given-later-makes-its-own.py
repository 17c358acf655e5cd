# What `__new__` did in s1 is not done again where `box` is loaded.
# %% [step:s1]
ys = []
class Box:
    def __init__(self, items):
        self.items = items
class Crate(Box):
    def __new__(cls, *args):
        ys.append(1)
        return super().__new__(cls)
    def __getstate__(self):
        return {'items': self.items}
    def __setstate__(self, state):
        self.__dict__.update(state)
box = Box([1])
# %% [step:s2]
box.__class__ = Crate
# %% [step:s3]
print(box.items, ys)
