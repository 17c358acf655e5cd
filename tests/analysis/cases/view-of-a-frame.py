# %% [imports]
import pandas as pd
# %% [step:a]
frame = pd.DataFrame({"x": [1, 2, 3], "y": [4, 5, 6]})
numbers = frame.to_numpy()
# %% [step:b]
frame.iloc[0, 0] = 3
# %% [step:c]
print(numbers.tolist())
