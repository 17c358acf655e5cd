# The base of `Box` is the first `Crate`, which no name stands for any more; `Outer.Inner` has none either.
# %% [imports]
class Crate:
    shared = []
class Crate(Crate):
    extra = 1
class Box(Crate):
    pass
class Outer:
    class Inner:
        kept = []
# %% [step:a]
Box.shared.append(1)
Outer.Inner.kept.append(2)
# %% [step:b]
print(Box.shared, Crate.shared, Outer.Inner.kept)
