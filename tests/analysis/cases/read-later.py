# What an iterator calls, and the code of a generator, runs when it is read, with the names of that time.
# %% [step:a]
xs, ys, zs, ws = [1], [1, 2, 3], [1], []
k = 1
it = map(lambda q: xs.append(q + k), [1, 2])
pops = iter(ys.pop, None)
adds = map(zs.append, [7, 8])
def made():
    for q in [1, 2]:
        ws.append(q + k)
        yield q
gen = made()
late = (q + k for q in [1, 2])
# %% [step:b]
next(it)
# %% [step:c]
next(pops)
list(adds)
print(ws)
# %% [step:d]
k = 10
# %% [step:a]
next(gen)
both = list(late)
# %% [step:e]
print(xs, ys, zs, ws, both)
next(it)
print(xs)
