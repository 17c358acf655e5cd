# %% [imports]
import threading
# %% [step:a]
class Own(threading.local):
    def __init__(self, start, step=1):
        self.start, self.step = start, step
own = Own(3, step=2)
own.start += 1
# %% [step:b]
own.seen = [own.start]
# %% [step:c]
own.seen.append(own.step)
found = []
thread = threading.Thread(target=lambda: found.append(vars(own)))
thread.start()
thread.join()
print(vars(own), found)
