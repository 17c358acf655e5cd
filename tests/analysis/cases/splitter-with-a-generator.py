# %% [imports]
import numpy as np
from sklearn.model_selection import KFold
rng = np.random.RandomState(0)
X = np.arange(12).reshape(6, 2)
# %% [step:a]
cv = KFold(3, shuffle=True, random_state=rng)
# %% [step:b]
for tr, te in cv.split(X):
    print(te)
# %% [step:c]
for tr, te in cv.split(X):
    print(te)
