"""match-of-a-pattern"""
# %% [step:s1]
import re
m = re.search(r"(\d+)", "ab12")
# %% [step:s2]
print(repr(m.group(1)))
