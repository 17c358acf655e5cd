# %% [imports]
import functools
def twice(f):
    @functools.wraps(f)
    def inner(*a):
        f(*a)
        return f(*a)
    return inner
# %% [step:s1]
ys = [1, 2]
class Crate:
    shared = ys
crate = Crate()
# %% [step:s4]
@twice
def f():
    ys.append(1)
    return ys
# %% [step:s5]
ys.append(2)
# %% [step:s6]
f.__defaults__ = (ys,)
print(Crate.shared, Crate.shared)
