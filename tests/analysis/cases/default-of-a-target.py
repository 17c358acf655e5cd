# A thread's target has its default values.
# %% [imports]
import threading
i = 2

def g(acc=[]):
    acc.append(i)
    return acc
# %% [step:s2]
[(q.start(), q.join()) for q in [threading.Thread(target=g)]]
# %% [step:s3]
print(g())
