# %% [imports]
import pandas as pd
# %% [step:a]
labels = pd.DataFrame({"x": [1, 2]}).index.to_numpy()
# %% [step:b]
labels.setflags(write=True)
labels[0] = 7
# %% [step:c]
print(labels.tolist())
