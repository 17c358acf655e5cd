# %% [imports]
import numpy as np
from sklearn.preprocessing import StandardScaler
from sklearn.pipeline import make_pipeline
from sklearn.linear_model import LogisticRegression
X, y = np.arange(12.).reshape(6, 2) % 5, np.arange(6) % 2
Z = X + 1
model = LogisticRegression().fit(X, y)
# %% [step:a]
StandardScaler(copy=False).fit_transform(X)
b = model.intercept_
# %% [step:b]
make_pipeline(StandardScaler(copy=False), LogisticRegression()).fit(Z, y)
b[0] = 3
# %% [step:c]
print(X.tolist(), Z.tolist(), model.intercept_)
