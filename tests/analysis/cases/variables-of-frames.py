# %% [imports]
import inspect
import sys
# %% [step:a]
numbers = [1]
rate = 5


# %% [step:b]
def peek(name):
    return inspect.currentframe().f_back.f_globals[name]


def look(name):
    return sys._getframe(1).f_locals.get(name)


# %% [step:c]
rate = 6
numbers.append(2)
# %% [step:d]
print(peek("rate"), look("numbers"))
# %% [step:e]
print(sys._getframe().f_globals["rate"])
