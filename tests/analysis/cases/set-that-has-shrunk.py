# %% [imports]
total = 0
# %% [step:a]
primes = set(range(2, 200))
for i in range(2, 15):
    primes -= set(range(i * i, 200, i))
# %% [step:b]
print(primes)
# %% [step:c]
primes.discard(3)
for p in primes:
    if p > 100:
        break
print(p)
# %% [step:d]
print(primes, primes.pop())
# %% [step:e]
left = set(range(100)) - set(range(30, 90))
few = {*range(50)}
while len(few) > 5:
    few.remove(min(few))
# %% [step:f]
print(left, few)
