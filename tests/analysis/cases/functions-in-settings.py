# %% [imports]
import pandas as pd
import numpy as np
# %% [step:a]
unit = "kg"
def fmt(x):
    return f"{x:.1f}{unit}"
pd.set_option("display.float_format", fmt)
# %% [step:b]
print(pd.DataFrame({"w": [1.25, 3.5]}))
# %% [step:c]
suf = "~"
# %% [step:d]
np.set_printoptions(formatter={"float": lambda v: f"{v:.1f}{suf}"})
# %% [step:e]
print(np.array([1.234, 5.6]))
