"""score-function-that-counts"""
# %% [step:s1]
from sklearn.metrics import make_scorer, f1_score
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
import numpy as np
X = np.arange(40.).reshape(20, 2); y = np.array([0, 1] * 10)
# %% [step:s2]
scores = []
# %% [step:s3]
def my(y, p):
    scores.append(1)
    return f1_score(y, p)
# %% [step:s4]
sc = make_scorer(my)
# %% [step:s5]
g = GridSearchCV(LogisticRegression(), {"C": [1, 2]}, scoring=sc, cv=2)
# %% [step:s6]
g.fit(X, y)
# %% [step:s7]
print(repr(len(scores)))
# %% [step:s8]
cross_val_score(g.best_estimator_, X, y, scoring=sc, cv=2)
# %% [step:s9]
print(repr(len(scores)))
