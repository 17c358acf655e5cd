# %% [step:s1]
class Typed:
    def __init__(self, t, default=None):
        self.t, self.default = t, default
    def __set_name__(self, owner, name):
        self.name = '_' + name
        owner.fields = getattr(owner, 'fields', ()) + (name,)
    def __get__(self, obj, owner=None):
        if obj is None: return self
        return getattr(obj, self.name, self.default)
    def __set__(self, obj, v):
        if not isinstance(v, self.t): raise TypeError(f'{self.name[1:]}: {v!r}')
        setattr(obj, self.name, v)
        type(obj).writes += 1
# %% [step:s2]
class Point:
    writes = 0
    x = Typed(int, 0)
    y = Typed(int, 0)
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)
    def __iadd__(self, o):
        self.x += o.x; self.y += o.y
        return self
    def __repr__(self): return f'P({self.x},{self.y})'
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __hash__(self): return hash((self.x, self.y))
# %% [step:s3]
p = Point(1, 2)
q = p
q += Point(1, 1)
p
# %% [step:s4]
q, Point.writes, Point.fields
# %% [step:s5]
q = q + Point(5, 5)
p, q
# %% [step:s6]
writes = Point.writes
# %% [step:s7]
print(writes)
