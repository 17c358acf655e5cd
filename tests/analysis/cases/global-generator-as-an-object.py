# %% [imports]
import numpy as np
from sklearn.utils import check_random_state
# %% [step:seeded]
np.random.seed(0)
# %% [step:taken]
rng = check_random_state(None)
# %% [step:first]
print(rng.rand())
# %% [step:second]
print(np.random.rand())
# %% [step:third]
print(rng.rand())
