# %% [imports]
ws = [3, 1, 2]
class Crate:
    shared = ws
# %% [step:s3]
ws.append(1)
c = Crate()
# %% [step:s4]
print(c.shared)
