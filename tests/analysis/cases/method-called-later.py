# A method of a container that is taken and called later, or by another function, changes the container.
# %% [imports]
import collections, threading
import pandas as pd
# %% [step:a]
xs, ys, zs, ws = [1], [2, 3], [3], [4]
made = collections.defaultdict(ys.pop)
df = pd.DataFrame({'x': [1, 2]})
get = made.get
# %% [step:b]
_ = list(map(xs.append, [1, 2]))
made['a']
# %% [step:c]
df['x'].apply(zs.append)
thread = threading.Thread(target=ws.append, args=(1,))
thread.start()
thread.join()
del thread
# %% [step:d]
print(xs, ys, zs, ws, get('a'))
