# `+=` changes the list of the base class, and makes it an attribute of the class as well: it is handed on with it.
# %% [imports]
class Box:
    shared = []
# %% [step:s1]
class Box(Box):
    extra = 1
Box.shared += [2]
# %% [step:s2]
print(Box.shared)
