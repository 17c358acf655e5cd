# The `else` is passed over, with its name that is not there, its deletion and its new value.
# %% [step:one]
xs = [1, 2]
ys = [3]
# %% [step:two]
for q in xs:
    break
else:
    missing(2)
    del ys
    xs = [7]
# %% [step:three]
print(xs, ys)
