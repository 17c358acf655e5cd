# What `_replace` and `_asdict` of a named tuple give holds what that holds.
# %% [imports]
import collections
# %% [step:a]
Pair = collections.namedtuple('Pair', 'left right')
one = Pair([1], [2])
two = one._replace(right=0)
parts = one._asdict()
# %% [step:b]
two.left.append(3)
# %% [step:c]
parts['right'].append(4)
# %% [step:d]
print(one, two, parts)
