# The notebook's own iterators are read through `zip`.
# %% [step:a]
xs = [1]
class Adds:
    def __iter__(self):
        return self
    def __next__(self):
        xs.append(len(xs))
        return xs
pairs = zip(Adds(), [1, 2])
# %% [step:b]
for q, _ in pairs:
    q.append(7)
# %% [step:c]
print(xs)
