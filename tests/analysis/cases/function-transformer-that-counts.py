"""function-transformer-that-counts"""
# %% [step:s1]
from sklearn.preprocessing import FunctionTransformer
from sklearn.pipeline import make_pipeline
log = []
def f(X):
    log.append(len(X))
    return X
ft = FunctionTransformer(f)
p = make_pipeline(ft)
# %% [step:s2]
ft.fit_transform([[1]])
# %% [step:s3]
print(repr(log))
# %% [step:s4]
p.fit_transform([[1], [2]])
# %% [step:s5]
print(repr(log))
