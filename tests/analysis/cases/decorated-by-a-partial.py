# %% [imports]
import functools
# %% [step:s1]
zs = [3, 1, 2]
# %% [step:s2]
@functools.partial(functools.partial, q=zs)
def g(q):
    q.append(3)
    return q
# %% [step:s3]
g()
# %% [step:s4]
print(zs)
