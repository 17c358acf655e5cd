# %% [step:a]
xs = [3, 1, 2]
ys = xs[:]
# %% [step:b]
ys.insert(0, 4)
# %% [step:c]
print(xs, ys)
