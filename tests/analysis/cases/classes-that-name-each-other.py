# %% [imports]
import numpy as np, pandas as pd
from pandas.api.extensions import ExtensionDtype, ExtensionArray
# %% [step:a]
class MoneyType(ExtensionDtype):
    name = "money"
    type = float
    na_value = float("nan")
    @classmethod
    def construct_array_type(cls): return MoneyArray
class MoneyArray(ExtensionArray):
    made = 0
    def __init__(self, values):
        self.values = np.asarray(values, dtype=float)
        MoneyArray.made += 1
    @property
    def dtype(self): return MoneyType()
    @classmethod
    def _from_sequence(cls, scalars, dtype=None, copy=False): return cls(scalars)
    def __len__(self): return len(self.values)
    def __getitem__(self, i):
        r = self.values[i]
        return r if np.isscalar(r) else MoneyArray(r)
    def __setitem__(self, i, v): self.values[i] = v
    def isna(self): return np.isnan(self.values)
    def take(self, indexer, allow_fill=False, fill_value=None): return MoneyArray(self.values[indexer])
    def copy(self): return MoneyArray(self.values.copy())
    @property
    def nbytes(self): return self.values.nbytes
m = MoneyArray([1, 2, 3.5])
ser = pd.Series(m)
# %% [step:b]
m[0] = 50
# %% [step:c]
print(ser[1])
