# A window calls the indexer of the notebook that it was made with.
# %% [imports]
import numpy as np
import pandas as pd
from pandas.api.indexers import BaseIndexer
# %% [step:a]
class Ahead(BaseIndexer):
    def get_window_bounds(self, num_values=0, min_periods=None, center=None, closed=None, step=None):
        start = np.arange(num_values)
        return start, np.minimum(start + self.window_size, num_values)
ahead = Ahead(window_size=2)
windows = pd.Series([0., 1., 2., 3.]).rolling(ahead, min_periods=1)
# %% [step:b]
ahead.window_size = 3
# %% [step:c]
print(windows.sum().tolist())
