"""pipeline-in-a-file"""
# %% [step:s1]
import joblib
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import make_pipeline
import numpy as np
SCALE = 3
class T(TransformerMixin, BaseEstimator):
    def fit(self, X, y=None):
        self.m_ = 1
        return self
    def transform(self, X):
        return np.asarray(X) * SCALE
pipe = make_pipeline(T()).fit([[1]])
# %% [step:s2]
joblib.dump(pipe, "p.joblib")
# %% [step:s3]
p2 = joblib.load("p.joblib")
# %% [step:s4]
print(repr(p2.transform([[2]])))
# %% [step:s5]
SCALE = 10
# %% [step:s6]
print(repr(p2.transform([[2]])))
