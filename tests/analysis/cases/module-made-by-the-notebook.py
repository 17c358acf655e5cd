# %% [imports]
import types
# %% [step:a]
mod = types.ModuleType("fake")
exec("X = 1\ndef get(): return X", mod.__dict__)
print(mod.get())
# %% [step:b]
mod.X += 1
print(mod.get())
# %% [step:c]
print(mod.get())
get = mod.get
exec("def bump():\n    global X\n    X += 10", mod.__dict__)
# %% [step:d]
mod.bump()
print(get(), mod.X)
# %% [step:e]
print(get(), mod.X, mod.get(), mod.__name__, mod)
