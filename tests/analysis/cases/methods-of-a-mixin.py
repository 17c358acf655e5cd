"""methods-of-a-mixin"""
# %% [step:s1]
from sklearn.base import BaseEstimator, TransformerMixin
import pandas as pd
log = []
class T(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        log.append("fit")
        self.n_ = len(X)
        return self
    def transform(self, X):
        log.append("tr")
        return X
df = pd.DataFrame({"a": [1., 2.]})
t = T()
# %% [step:s2]
out = t.fit_transform(df)
# %% [step:s3]
print(repr((log, t.n_)))
# %% [step:s4]
out["b"] = 5
# %% [step:s5]
print(repr(df.columns.tolist()))
