# %% [imports]
ws = [3, 1, 2]
# %% [step:s1]
zs = (lambda: ws)()
# %% [step:s3]
index = {'a': zs, 'b': [3]}
# %% [step:s5]
list.append(ws, 3)
print(index)
