# %% [imports]
class Crate:
    shared = []
    def __init__(self, items):
        self.n = 0
    def tag(self):
        type(self).shared.append(self.n)
box = Crate([1])
# %% [step:s1]
class Crate(Crate):
    def get(self):
        return [self.number]
box.tag()
class Crate(Crate):
    @property
    def size(self):
        return len(self.items)
# %% [step:s3]
print(Crate.shared)
