# %% [step:a]
class Resource:
    count = 0

    def __init__(self, name):
        self.name = name
        Resource.count += 1
        print("acquired", name)

    def __del__(self):
        Resource.count -= 1
        print("released", self.name)


# %% [step:b]
a = Resource("a")
b = Resource("b")
# %% [step:c]
print(a.name, Resource.count)
# %% [step:d]
del a
print("deleted")
# %% [step:e]
b = None
print(Resource.count)


# %% [step:f]
def work():
    local = Resource("local")
    return local.name


print(work())
# %% [step:g]
print(Resource.count)
