# %% [imports]
import pandas as pd
# %% [step:one]
xs = [1]
df = pd.DataFrame({'x': [1, 2]})
# %% [step:two]
df.attrs['k'] = xs
# %% [step:three]
xs.append(2)
# %% [step:four]
print(df.attrs)
