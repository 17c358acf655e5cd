# %% [step:a]
from abc import ABC, abstractmethod
class A(ABC):
    z = []
    @abstractmethod
    def go(self): ...
    def __eq__(self, o): return True
class B(A):
    def go(self): return super().go()
    def __new__(cls): return super().__new__(cls)
    def __class_getitem__(cls, k): return k
# %% [step:b]
B().go(); 
print(B[3])
