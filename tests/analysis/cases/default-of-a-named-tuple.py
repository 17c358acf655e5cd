# %% [imports]
from typing import NamedTuple
from collections import namedtuple
Top = namedtuple("Top", "a b", defaults=[[]])
# %% [step:a]
class Rec(NamedTuple):
    a: int
    b: list = []
r1, r2 = Rec(1), Rec(2)
t1, t2 = Top(1), Top(2)
# %% [step:b]
r1.b.append("x"); print(r2)
t1.b.append("x"); print(t2)
# %% [step:c]
print(Rec(3), r1.b is r2.b)
print(Top(3), t1.b is t2.b)
