# %% [imports]
import numpy as np
import pandas as pd
# %% [step:classes]
class Pmf(pd.Series):
    @property
    def _constructor(self):
        return Pmf

    def normalize(self):
        total = self.sum()
        self /= total
        return total

class Vector(np.ndarray):
    def scale(self):
        self /= self.sum()
# %% [step:prior]
prior = Pmf([0.5, 0.5])
vector = np.array([1.0, 3.0]).view(Vector)
# %% [step:posterior]
posterior = prior * [0.75, 0.5]
double = vector * 2
# %% [step:normalized]
print(posterior.normalize())
double.scale()
# %% [step:shown]
print(list(posterior), list(double), list(prior), list(vector))
