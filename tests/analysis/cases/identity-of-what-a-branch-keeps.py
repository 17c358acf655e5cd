# On the path that is taken, s3 hands on `xs` and `zs` as it got them, from two steps.
# %% [step:s1]
zs = [3, 1, 2]
# %% [step:s2]
xs = zs
# %% [step:s3]
if not zs:
    xs = [1]
    zs = [2]
# %% [step:s4]
zs.reverse()
print(xs)
