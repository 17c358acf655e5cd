# %% [step:s1]
zs = [1]
ys = zs
# %% [step:s2]
ws = globals()['zs']
globals()['i'] = 3
# %% [step:s3]
ws.append(i)
print(ys, ws)
# %% [step:s4]
del globals()['i']
# %% [step:s5]
print('i' in vars(), ys)
