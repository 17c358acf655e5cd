"""rows-of-a-database"""
# %% [step:s1]
import sqlite3
con = sqlite3.connect(":memory:")
con.row_factory = sqlite3.Row
rows = con.execute("select 1 as a").fetchall()
# %% [step:s2]
print(repr([dict(r) for r in rows]))
