# %% [imports]
import dataclasses
ys = [3, 1, 2]

@dataclasses.dataclass
class Crate:
    items: list

    def add(self, v):
        return self
crate = Crate(ys)
# %% [step:s2]
class Prepared(type):

    @classmethod
    def __prepare__(mcls, name, bases, **given):
        return {'shared': ys, 'prepared': []}

class Box(Crate, metaclass=Prepared):

    def tag(self):
        self.prepared.append(2)
# %% [step:s3]
crate.add(1).items += [1]
print(Box.shared)
