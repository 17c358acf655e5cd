# A function that two artifacts hold is the same one: a key, or stored by its name.
# %% [imports]
import collections
import pickle
# %% [step:s]
def grow():
    return collections.defaultdict(grow)
def first(n=2):
    return n
# %% [step:a]
tree = grow()
table = {grow: 1, first: 2}
# %% [step:b]
order = [first, grow]
# %% [step:c]
print([table[q] for q in order], grow in order, len(pickle.dumps(tree)) > 5)
