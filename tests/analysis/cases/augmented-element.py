# %% [step:a]
ws = [3]
grid = [ws]
# %% [step:b]
grid[-1] += [2]
# %% [step:c]
print(ws)
