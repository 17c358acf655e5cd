# %% [imports]
import pandas as pd
df = pd.DataFrame({"x": [1, 2, 2], "y": [4., 5., 6.]})
# %% [step:a]
v = df.x + 1
w = df["x"] + 1
u = df.y * 2
t = df.x + df.y
# %% [step:b]
v.iloc[0] = 9
w.iloc[0] = 9
u.iloc[0] = 9
t.iloc[0] = 9
# %% [step:c]
print(v.tolist(), w.tolist(), u.tolist(), t.tolist())
