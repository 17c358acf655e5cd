# %% [imports]
ys = [3, 1, 2]
# %% [step:s2]
try:
    ys[99]
except IndexError:
    zs = ys
# %% [step:s4]
def g():
    global zs
    zs = zs + [3]
    return zs
ys.append(3)
print(g())
# %% [step:s2]
print(1)
