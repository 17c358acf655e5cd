# %% [step:one]
for k, *zs in [(1, 2, 3)]:
    pass
ys = zs
# %% [step:two]
ys.pop()
print(zs)
