# %% [step:a]
ws = [1]
table = dict.fromkeys("ab", ws)
# %% [step:b]
ws.append(2)
print(table)
