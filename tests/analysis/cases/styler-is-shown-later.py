# %% [imports]
import pandas as pd
# %% [step:a]
df = pd.DataFrame({"a": [1, -2]})
threshold = 0
def colour(v):
    return "color: red" if v < threshold else None
# %% [step:b]
st = df.style.map(colour).set_uuid("s")
# %% [step:c]
print(st.to_html())
# %% [step:d]
df.loc[0, "a"] = 7
# %% [step:e]
print(st.to_html())
