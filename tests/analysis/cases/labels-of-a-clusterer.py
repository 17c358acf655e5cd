# %% [imports]
import numpy as np
from sklearn.cluster import KMeans
from sklearn.manifold import MDS
# %% [step:a]
X = np.array([[0.0], [0.1], [5.0], [5.1]])
k = KMeans(n_clusters=2, n_init=3, random_state=1)
y = k.fit_predict(X)
m = MDS(n_components=1, n_init=1, init='random', random_state=0)
Z = m.fit_transform(X)
# %% [step:b]
print(y is k.labels_, Z is m.embedding_)
# %% [step:c]
y[0] = 9
Z[:] = 0
# %% [step:d]
print(k.labels_[0], m.embedding_[0])
