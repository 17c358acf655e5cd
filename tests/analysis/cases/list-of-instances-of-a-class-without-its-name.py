# %% [imports]
class Crate:
    made = []

    def __init__(self, items):
        self.items = items
        self.made.append(self)

    def add(self, value):
        self.made[0].items.append(value)


items = [1]
crate = Crate(items)


# %% [step:a]
class Crate:
    pass


items.append(2)

# %% [step:b]
crate.add(3)
print(crate.items, items)

# %% [step:c]
print(crate.items, items, crate.made[0] is crate)
