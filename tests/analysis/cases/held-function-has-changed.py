# %% [imports]
ws = [3, 1, 2]
def h(s=ws):
    return s
# %% [step:s3]
ws.append(1)
c = [h]
# %% [step:s4]
print(c[0]())
