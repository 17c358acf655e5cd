Going on to the next group of itertools.groupby ends the one before.
# %% [step:a]
import itertools
groups = itertools.groupby(sorted("aabbbc"))
k, grp = next(groups)
# %% [step:b]
k2, grp2 = next(groups)
# %% [step:c]
print(k2, list(grp2))
# %% [step:d]
print(k, list(grp), [(k, len(list(g))) for k, g in groups])
