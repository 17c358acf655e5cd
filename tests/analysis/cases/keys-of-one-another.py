# %% [imports]
import math
# %% [step:a]
class P:
    def __init__(self, d):
        self.d = d
        self.near = {}
        self.set = set()
    def __eq__(self, o): return self.d == o.d
    def __hash__(self): return hash(self.d)
a, b = P(1), P(2)
a.near[b] = 1
b.near[a] = 2
a.set.add(a)
# %% [step:b]
print(a.near[b], b.near[a], a in a.set)
a.near[a] = 3
# %% [step:c]
print(a.near[P(2)], b.near[P(1)], P(1) in a.set, a.near[P(1)])
