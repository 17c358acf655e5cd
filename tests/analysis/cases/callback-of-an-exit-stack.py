# %% [imports]
import contextlib
# %% [step:one]
xs = [1]
# %% [step:two]
with contextlib.ExitStack() as stack:
    stack.callback(xs.append, 4)
# %% [step:three]
print(xs)
