"""Results kept on disk are found by later steps, until they are cleared there."""
# %% [imports]
import joblib, shutil
# %% [step:a]
mem = joblib.Memory("cachedir", verbose=0)
xs = []
@mem.cache(verbose=0)
def f(x):
    xs.append(x)
    print("computing", x)
    return x
# %% [step:b]
f(1)
# %% [step:c]
f(1)
# %% [step:d]
f.clear()
# %% [step:g]
g = mem.cache(f.func)
g(1)
# %% [step:h]
g(1)
# %% [step:i]
mem.clear()
# %% [step:e]
print(f(1))
# %% [step:f]
print(xs)
