# %% [step:a]
from abc import ABC, abstractmethod
import dataclasses, typing
class A(ABC):
    z = []
    @abstractmethod
    def go(self): ...
    def __eq__(self, o): return True
    k = 1
    "x"
class B(A):
    "doc"
    y = 2
    def go(self): return super().go()
    xs = []
    def __new__(cls): return super().__new__(cls)
    def __init_subclass__(cls): print("sub", cls.__name__)
    def __class_getitem__(cls, k): return k
@dataclasses.dataclass
class D:
    n: int = 1
    xs: list = dataclasses.field(default_factory=list)
    m: int = 3
    log = []
class S:
    __slots__ = ("b", "a")
    log = []
    def q(self): pass
class N(typing.NamedTuple):
    z: int
    a: int = 3
    def f(self): return self.z
class L(list):
    z = []
    def __init__(self, *a): super().__init__(*a)
    a = 1
class X(Exception):
    z = []
    def __str__(self): return "X"
    a = 1
class M(type):
    z = []
    def __new__(m, n, b, d): print("meta", n); return super().__new__(m, n, b, d)
class U(metaclass=M):
    z = []
    def f(self): pass
    a = 1
objs = [A, B, D, S, N, L, X, U]
# %% [step:b]
for c in objs:
    for k in ("z", "xs", "log", "a"):
        if isinstance(vars(c).get(k), list): vars(c)[k].append(1)
    print(c.__name__, [n for n in vars(c)])
# %% [step:c]
B.late = 1; S.late = 2; del B.y
for c in objs: print(c.__name__, [n for n in vars(c)])
B().go(); 
try: A()
except TypeError as e: print(e)
print(A.__hash__, B.__doc__, B[3], D(), L([1]), S().q())
class BB(B): pass
# %% [step:d]
for c in objs: print(c.__name__, [n for n in vars(c)])
print(D(3), str(X("a")), A.z, B.xs)
