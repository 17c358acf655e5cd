# %% [step:a]
log = []


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)
        print("released", self.name)


class Holder:
    pass


one = Resource("one")
many = [one, Resource("two"), Resource("three")]
others = [many[1]]
table = {"four": Resource("four")}
holder = Holder()
holder.part = Resource("five")
# %% [step:b]
many.pop()
print(log)
# %% [step:c]
del one
print(log)
# %% [step:d]
many.clear()
print(log)
# %% [step:e]
others[0] = None
del table["four"]
print(log)
# %% [step:f]
holder.part = None
print(log)
