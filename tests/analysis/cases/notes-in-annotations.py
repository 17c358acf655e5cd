# %% [imports]
import typing as tp
from typing import Annotated
# %% [step:a]
made = []
def f(x: tp.Annotated[int, made]): ...
# %% [step:b]
made.append("late")
print(tp.get_type_hints(f, include_extras=True)["x"].__metadata__)
# %% [step:c]
print(tp.get_type_hints(f, include_extras=True)["x"].__metadata__, made)
# %% [step:xa]
limits = {"low": 1}
class Model:
    x: Annotated[int, limits]
    y: tp.Optional[int] = None
def g(m: Model, rows: list[int]) -> tp.List[Model]: return [m]
# %% [step:xb]
limits["high"] = 2
# %% [step:xc]
print(tp.get_type_hints(Model, include_extras=True)["x"].__metadata__)
# %% [step:xd]
tp.get_type_hints(Model, include_extras=True)["x"].__metadata__[0]["mid"] = 3
# %% [step:xe]
print(limits)
