"""What instances and classes are called by may be classes again; a class whose attributes are set by name is patched."""

# %% [step:a]
class A:
    def fit(self): return 'real'
# %% [step:b]
def patch(cls, **kw):
    old = {k: getattr(cls, k) for k in kw}
    for k, v in kw.items(): setattr(cls, k, v)
    return old
old = patch(A, fit=lambda self: 'fake')
print(A().fit())
# %% [step:c]
patch(A, **old)
print(A().fit())
# %% [step:d]
class Meta(type):
    def __new__(m, name, bases, ns):
        cls = super().__new__(m, name, bases, ns)
        cls.fields = ["name"]
        return cls
    def __call__(cls, **kw):
        o = super().__call__()
        for k in cls.fields: setattr(o, k, kw.get(k))
        return o
class Model(metaclass=Meta): pass
u = Model(name="x")
# %% [step:e]
print(u.name)
