# %% [step:one]
def fails(q):
    raise KeyError(q)

async def gives(q):
    return q

xs = [1]
try:
    fails(xs)
except KeyError as error:
    ys = error.args[0]
try:
    gives(xs).send(None)
except StopIteration as stop:
    zs = stop.value
# %% [step:two]
xs += [2]
# %% [step:three]
print(ys, zs)
