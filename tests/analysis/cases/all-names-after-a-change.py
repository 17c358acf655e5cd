# What the first line of s2 changes has a version of s2 already where `vars()` asks for all names.
# %% [step:s1]
xs = [1]
rest = iter(xs)
i = [xs]
# %% [step:s2]
xs.append(2)
print('i' in vars(), 'rest' in vars(), vars().get('xs'))
