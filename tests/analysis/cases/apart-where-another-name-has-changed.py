# %% [imports]
from dataclasses import dataclass


@dataclass
class Box:
    content: list


xs = [1]
box = Box(xs)
# %% [step:a]
print(xs)
# %% [step:b]
try:
    raise KeyError(xs)
except KeyError as error:
    error.args[0].append(2)
    xs = error.args[0]
# %% [step:a]
print(box)
