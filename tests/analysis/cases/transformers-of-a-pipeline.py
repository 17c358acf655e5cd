"""transformers-of-a-pipeline"""
# %% [step:s1]
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LinearRegression
import numpy as np, pandas as pd
log = []
# %% [step:s2]
class T(BaseEstimator, TransformerMixin):
    n = 0
    def fit(self, X, y=None):
        log.append("fit")
        T.n += 1; self.ok_ = 1
        return self
    def transform(self, X):
        log.append("tr")
        return X
# %% [step:s3]
num = Pipeline([("t", T())])
prep = ColumnTransformer([("num", num, ["a"])])
m = Pipeline([("p", prep), ("m", LinearRegression())])
X = pd.DataFrame({"a": [1., 2., 3., 4., 5., 6.]}); y = [1, 2, 3, 4, 5, 6]
# %% [step:s4]
m.fit(X, y)
# %% [step:s5]
print(repr((log, T.n)))
# %% [step:s6]
m.predict(X)
# %% [step:s7]
print(repr(log))
# %% [step:s8]
c = clone(m)
# %% [step:s9]
c.fit(X, y)
# %% [step:s10]
print(repr((len(log), T.n)))
# %% [step:s11]
from sklearn.model_selection import cross_val_score
cross_val_score(make_pipeline(T(), LinearRegression()), X, y, cv=3, scoring="r2")
# %% [step:s12]
print(repr((len(log), T.n)))
