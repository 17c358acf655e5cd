"""Trees of neighbours, and estimators that keep the data that they were fitted with, look into these arrays."""

# %% [imports]
import numpy as np
from scipy.spatial import KDTree
from scipy.stats import gaussian_kde
from sklearn.neighbors import BallTree, KNeighborsRegressor, NearestNeighbors
# %% [step:a]
points = np.random.default_rng(0).random((50, 2))
values = np.arange(50.0)
tree, ball = KDTree(points), BallTree(points)
nearest, brute = NearestNeighbors(n_neighbors=1).fit(points), NearestNeighbors(algorithm="brute").fit(points)
model = KNeighborsRegressor(n_neighbors=1).fit(points, values)
x = np.arange(10.0)
density = gaussian_kde(x)
# %% [step:b]
points[:] = 0
values += 100
# %% [step:c]
at = [[0.5, 0.5]]
print(tree.query(at)[0], ball.query(at)[0], nearest.kneighbors(at)[0], brute.kneighbors(at)[0][0, 0])
print(model.predict(at), density(5), density.factor)
# %% [step:d]
scale = 3
density.set_bandwidth(lambda of: scale + 1.0)
x -= 5
# %% [step:e]
scale = 5
# %% [step:f]
density.set_bandwidth()
print(density.factor, density(5))
