# %% [step:a]
ws = [3]
class Box:
    pass
box = Box()
box.items = ws
# %% [step:b]
box.items += [2]
# %% [step:c]
print(ws)
