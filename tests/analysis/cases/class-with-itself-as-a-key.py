# %% [imports]
import math
# %% [step:a]
class Unit:
    table = {}
    def __init__(self, d): self.d = d
    def __eq__(self, o): return self.d == o.d
    def __hash__(self): return hash(self.d)
N = Unit(5)
# %% [step:b]
Unit.table[N] = 'N'
# %% [step:c]
q = [N]
# %% [step:d]
print(Unit.table.get(q[0], '?'))
