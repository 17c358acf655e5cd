"""decorator-named-register"""
# %% [step:s1]
funcs = {}
def register(name=None):
    def deco(fn):
        funcs[name or fn.__name__] = fn
        return fn
    return deco
# %% [step:s2]
@register()
def load(): return data[:]
@register("proc")
def process(d): return [x * scale for x in d]
# %% [step:s3]
data = [1, 2]; scale = 3
# %% [step:s4]
print(repr(funcs['proc'](funcs['load']())))
# %% [step:s5]
data.append(9); scale = 1
# %% [step:s6]
print(repr(funcs['proc'](funcs['load']())))
