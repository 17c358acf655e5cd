# %% [step:s1]
import dataclasses
ys = [3, 1, 2]

@dataclasses.dataclass
class Box:
    n: int = 3
    shared = []
crate = Box(ys)

class Box(Box):

    def add(self, v):
        return super().add(v)
# %% [step:s4]
cls = Box
cls.shared.append(4)
print(crate.n)
# %% [step:s5]
print(Box.shared, ys)
