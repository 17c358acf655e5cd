# A class that gives its name to one derived from it has changed, and nothing stands for it any more.
# %% [imports]
import dataclasses
@dataclasses.dataclass
class Crate:
    n: int = 3
    shared = []
crate = Crate(1)
# %% [step:s3]
crate.__class__.shared.append(2)
class Crate(Crate):
    extra = 1
# %% [step:s4]
print(Crate.shared, Crate.extra)
Crate.shared.append(3)
# %% [step:s5]
print(Crate.shared, Crate.__mro__[1].shared)
