# %% [imports]
import concurrent.futures
from multiprocessing.pool import ThreadPool
import asyncio
zs = [3, 1, 2]
ys = [1]
xs = [2]
def f():
    return zs
def g(x):
    return x
# %% [step:s4]
with concurrent.futures.ThreadPoolExecutor(1) as q:
    ws = q.submit(f).result()
    vs = list(q.map(g, [ys]))
    us = q.submit(g, xs).result()
# %% [step:s5]
ws.append(2)
us.append(2)
vs[0].append(7)
print(zs, ys, xs)
# %% [step:s6]
with concurrent.futures.ThreadPoolExecutor(1) as q:
    fs = [q.submit(f), q.submit(g, xs)]
    rs = [k.result() for k in concurrent.futures.as_completed(fs)]
    r = fs[0].result()
# %% [step:s7]
rs[0].append(9)
print(rs, zs, xs)
# %% [step:s8]
r.append(9)
print(rs, zs, xs)
