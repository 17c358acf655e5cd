# %% [imports]
import functools
# %% [step:a]
data = {"a": 1, "b": 2}
words = (lambda: (yield from data.values()))()
next(words)
# %% [step:b]
class Pipeline:
    def __init__(self): self.steps = []
    def __or__(self, f): self.steps.append(f); return self
    def __call__(self, x): return functools.reduce(lambda v, f: f(v), self.steps, x)
pl = Pipeline() | str.upper | (lambda s: s + "!")
print(pl("a"))
# %% [step:c]
seen = []
pl | (lambda s: seen.append(s) or s); print(pl("b"), pl("c"), len(pl.steps))
