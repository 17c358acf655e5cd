"""estimators-are-fitted-by-validation"""
# %% [step:s1]
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.model_selection import cross_val_score, cross_validate
import numpy as np
fits = []
class C(ClassifierMixin, BaseEstimator):
    def fit(self, X, y):
        fits.append(len(X)); self.classes_ = np.unique(y); return self
    def predict(self, X): return np.zeros(len(X))
# %% [step:s2]
print(repr(cross_val_score(C(), np.zeros((6, 1)), [0, 1] * 3, cv=3)))
# %% [step:s3]
print(repr(fits))
