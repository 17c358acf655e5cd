# %% [imports]
import weakref
# %% [step:a]
class Ob: pass
def make(names):
    for n in names:
        x = Ob()
        reg[n] = x
        keep.append(x)
reg = weakref.WeakValueDictionary()
keep = []
make("abc")
# %% [step:b]
print(sorted(reg))
keep.pop()
# %% [step:c]
print(sorted(reg), len(keep))
x = keep[0]
# %% [step:d]
keep = []
# %% [step:e]
print(sorted(reg))
# %% [step:f]
del x
# %% [step:g]
print(sorted(reg))
