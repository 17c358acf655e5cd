# A copy of an instance of a data class with another value is made as any other instance is.
# %% [imports]
import dataclasses
from dataclasses import dataclass, field
# %% [step:a]
SEEN = []
def next_number():
    SEEN.append("number")
    return len(SEEN)
@dataclass
class Item:
    name: str
    number: int = field(default_factory=next_number)
    def __post_init__(self):
        SEEN.append(self.name)
# %% [step:b]
item = Item("x")
# %% [step:c]
other = dataclasses.replace(item, name="y")
# %% [step:d]
print(SEEN, other)
