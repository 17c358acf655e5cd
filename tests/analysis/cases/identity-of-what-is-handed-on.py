# `zs` and `xs` are one list; s3 does not change it, but what it hands on to s4 holds it twice.
# %% [step:s1]
xs = [3, 1, 2]
zs = xs
# %% [step:s2]
xs = zs
# %% [step:s3]
w = [xs, zs]
# %% [step:s4]
w[0].append(1)
print(w)
