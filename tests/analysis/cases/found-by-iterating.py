# `in` iterates over what has no `__contains__`, and the notebook's own `__next__` changes a list.
# %% [step:s1]
xs = [3, 1, 2]
class Count:
    def __init__(self):
        self.n = 4
    def __iter__(self):
        return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        xs.append(self.n)
        return self.n
class Looked:
    def __getitem__(self, place):
        xs.append(place)
        return [5, 6][place]
it, looked = Count(), Looked()
# %% [step:s2]
print(2 in it, 6 in looked)
# %% [step:s3]
print(xs)
