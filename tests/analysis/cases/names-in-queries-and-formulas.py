# %% [imports]
import pandas as pd
# %% [step:a]
df = pd.DataFrame({"a": [1, 2, 3], "y": [2, 4, 7]})
# %% [step:b]
lim = 1
lims = {"x": 1}
col = "a"
# %% [step:c]
print(df.query("a > @lim"))
# %% [step:d]
q = "a > @lim"
filters = {"big": "a > @lims['x']"}
# %% [step:e]
print(df.query(q), df.query(filters["big"]), df.query(f"{col} > @lim"), df.query("{} > @lim".format(col)))
# %% [step:f]
def pick(d, top):
    return d.query("a > @lim and a < @top")
# %% [step:g]
print(pick(df, 3))
# %% [step:h]
print(df.eval("b = a > @lim"), df[df.eval(expr="a > @lim")])
# %% [step:i]
print(pd.eval("df.a + lim"))
# %% [step:j]
lim = 2
# %% [step:k]
print(len(df.query("a > @lim")))
