What next gives where there is no more is its second argument itself.
# %% [step:a]
import random
xs = [3, 1, 2]
ws = next(filter(None, [[], []]), xs)
# %% [step:b]
ws.append(4)
# %% [step:c]
print(xs)
