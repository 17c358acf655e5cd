# What `sorted_apart` is given stays as it is; what `added` is given changes, as it makes a copy in a branch only.
# %% [step:s1]
def added(values, copy=True):
    if copy:
        values = list(values)
    values.append(1)
    return values
def sorted_apart(values):
    values = list(values)
    values.sort()
    return values
xs = [3, 2]
# %% [step:s2]
ys = sorted_apart(xs)
zs = added(xs, copy=False)
# %% [step:s3]
ys.append(5)
# %% [step:s4]
zs.append(6)
# %% [step:s5]
print(xs, ys, zs)
