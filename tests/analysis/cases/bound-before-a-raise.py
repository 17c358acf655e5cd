# What is bound before a `raise` is seen by whoever catches it.
# %% [imports]
import contextlib
# %% [step:a]
i = j = k = m = n = 1
# %% [step:b]
try:
    try:
        raise ValueError
    except ValueError:
        i = 2
        raise KeyError
    finally:
        j += 2
except KeyError:
    pass
with contextlib.suppress(ValueError):
    if k:
        k = 2
        raise ValueError
def fails():
    global m
    m = 2
    raise ValueError
try:
    if m:
        fails()
except ValueError:
    pass
try:
    if n:
        n = 2
        assert not n
except AssertionError:
    pass
# %% [step:c]
print(i, j, k, m, n)
