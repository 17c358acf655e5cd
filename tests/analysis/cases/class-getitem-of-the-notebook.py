# %% [imports]
from typing import Generic, TypeVar
# %% [step:a]
T = TypeVar('T')
n = [0]
class Stack(Generic[T]):
    asked = 0
    def __class_getitem__(cls, item):
        cls.asked += 1
        return super().__class_getitem__(item)
s = Stack[int]()
# %% [step:b]
print(s.__orig_class__, Stack.asked)
