# %% [imports]
import functools
class Trouble(Exception):
    pass
def fails(q):
    raise Trouble(q)
ws = [3, 1, 2]
def h(q, *r, s=ws, **t):
    return s
# %% [step:s3]
try:
    fails(ws)
except Trouble as error:
    error.args[0].append(1)
g = functools.partial(h, ws)
# %% [step:s4]
print(g())
