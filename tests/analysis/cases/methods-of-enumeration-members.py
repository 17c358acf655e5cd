# %% [imports]
from enum import Enum
from functools import cached_property
# %% [step:a]
log = []
class Traffic(Enum):
    RED = 1
    GREEN = 2
    def __init__(self, number):
        self.visits = 0
    def next(self):
        self.visits += 1
        return Traffic.GREEN if self is Traffic.RED else Traffic.RED
    @property
    def label(self):
        log.append(self.name)
        return self.name.lower()
    @cached_property
    def square(self):
        log.append("computed")
        return self.value ** 2
light = Traffic.RED
# %% [step:b]
light = light.next().next()
# %% [step:c]
print(light.label, Traffic.RED.visits, Traffic.GREEN.visits)
# %% [step:d]
print(Traffic(2).label, Traffic["GREEN"].square)
# %% [step:e]
print(log, [item.visits for item in Traffic])
# %% [step:f]
for item in Traffic:
    item.next()
print(Traffic.GREEN.square)
# %% [step:g]
print(log, light, light.visits, [item.visits for item in Traffic], [*map(lambda t: t.label, Traffic)])
# %% [step:h]
print(log, light.next(), light.visits)
# %% [step:i]
print(light.visits, Traffic.RED.visits)
