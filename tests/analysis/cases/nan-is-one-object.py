# %% [imports]
import math

import numpy as np
import pandas as pd
# %% [step:a]
data = [1.0, np.nan, 3.0]
codes = {np.nan: 0, "a": 1}
df = pd.DataFrame({"c": pd.Series(["a", np.nan, "b"], dtype=object)})
vals = [math.nan, 1.0]
u = df["c"].unique()
# %% [step:b]
print(np.nan in data, data.count(np.nan), codes[np.nan], codes.get(u[1]))
# %% [step:c]
print(np.nan in df["c"].tolist(), u[1] is np.nan, math.nan in vals, np.nan in vals)
# %% [step:d]
data.remove(np.nan)
counts = df["c"].value_counts(dropna=False).to_dict()
# %% [step:e]
print(data, counts[np.nan])
