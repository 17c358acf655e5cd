# %% [step:one]
j = 1
# %% [step:two]
xs = [1]
# %% [step:two]
print(j)
# %% [step:one]
print(xs)
