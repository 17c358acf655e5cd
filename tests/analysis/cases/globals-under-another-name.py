Built-in functions that reach names do so under another name too.
# %% [step:a]
i, j = 4, 5
# %% [step:b]
names = globals
names()['i'] = 1
# %% [step:c]
run = exec
run('j = i + 1')
# %% [step:d]
print(i, j)
