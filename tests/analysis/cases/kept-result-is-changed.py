# What a cache keeps stays in its step, which K310 tells.
# %% [imports]
import functools

@functools.cache
def cached(q):
    return [q]
# %% [step:s1]
cached(2).append(3)
# %% [step:s2]
print(cached(2))
