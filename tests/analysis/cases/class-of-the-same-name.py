# %% [functions]
zs = [3, 1, 2]

class Crate:
    shared = zs
# %% [step:s3]
class Field:

    def __set__(self, owner, value):
        owner.__dict__['kept'] = value

class Crate(Crate):
    extra = Field()
# %% [step:s4]
zs.sort()
print(Crate.shared)
