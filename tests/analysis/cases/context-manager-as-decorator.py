"""context-manager-as-decorator"""
# %% [step:s1]
from contextlib import ContextDecorator
log = []
class timed(ContextDecorator):
    def __enter__(self): log.append("in"); return self
    def __exit__(self, *a): log.append("out")
@timed()
def f(): return 3
# %% [step:s2]
print(repr(f()))
# %% [step:s3]
print(repr(log))
# %% [step:s4]
with timed() as t: pass
# %% [step:s5]
print(repr(len(log)))
