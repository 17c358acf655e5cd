# `super()` in a class that derives from `list` is the list.
# %% [step:a]
class Logged(list):
    def append(self, value):
        super().append(value)
        log.append(value)
    def add(self, value):
        list.append(self, value)
class More(Logged):
    pass
log = []
one, two = Logged([1]), More()
# %% [step:b]
one.append(3)
two.append(4)
two.add(5)
# %% [step:c]
print(one, two, log)
