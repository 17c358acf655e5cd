# An iterator is used up by unpacking, by `in`, by a star, by `+=` and a slice of a list, by `yield from` and by methods of texts.
# %% [imports]
import itertools
# %% [step:a]
one, two, three, four, five, six, seven = (iter(list('abcd')) for _ in range(7))
xs, ys = [], [0]
# %% [step:b]
p, *q = one
r, s = zip(two, [1, 2])
print('b' in three, *four)
# %% [step:c]
xs += five
ys[1:] = six
def rest():
    yield from seven
print('-'.join(itertools.islice(rest(), 2)))
# %% [step:d]
print([next(it, None) for it in (one, two, three, four, five, six, seven)])
