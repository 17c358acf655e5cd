"""cached-property-is-kept"""
# %% [step:s1]
import functools
class Item:
    def __init__(self, p, q): self.price, self.qty = p, q
    @functools.cached_property
    def total(self):
        return self.price * self.qty
it = Item(3, 4)
# %% [step:s2]
print(repr(it.total))
# %% [step:s3]
it.price = 100
# %% [step:s4]
print(repr(it.total))
# %% [step:s5]
del it.total
# %% [step:s6]
print(repr(it.total))
