# %% [imports]
import pandas as pd
class Crate:
    def __init__(self, items):
        self.items = items
ws = [3, 1, 2]
other = pd.DataFrame({'x': [1, 2]})
# %% [step:s1]
other['o'] = Crate(ws)
# %% [step:s3]
ws.pop()
# %% [step:s4]
print([c.items for c in other['o']])
