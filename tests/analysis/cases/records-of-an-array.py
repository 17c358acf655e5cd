# A record looks into the memory of its array, and what `view(np.recarray)` gives into that of another.
# %% [imports]
import numpy as np, pandas as pd
# %% [step:s1]
rows = np.array([(1, 2.0), (3, 4.0)], dtype=[("i", int), ("f", float)])
first = rows[0]
records = rows.view(np.recarray)
second = records[1]
table = pd.DataFrame({"a": [1, 2]}).to_records()
v = rows["f"].__array__()
# %% [step:s2]
first["i"] = 10
second.f = 40
table.a[0] = 7
v += 1
# %% [step:s3]
print(rows, records.i, first, second, table, isinstance(records, np.recarray))
