# %% [imports]
import copy
import pandas as pd
zs = [2, 4]
bag = pd.Series([1, 2]).map(lambda q: zs)
other = copy.deepcopy(bag)
# %% [step:a]
bag.reset_index(drop=True).iloc[0].append(3)
# %% [step:b]
other.values[0].append(4)
# %% [step:c]
print(zs, bag.tolist(), other.tolist())
