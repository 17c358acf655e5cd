# %% [step:a]
ys = [3, 1, 2]
class Base:
    shared = ys
class Crate(Base):
    pass
# %% [step:b]
ys.reverse()
print(Crate.shared)
