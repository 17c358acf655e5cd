# %% [imports]
import threading, queue
# %% [step:a]
lock = threading.Lock()
held = threading.Lock()
r = threading.RLock()
x = lock
held.acquire()
r.acquire(); r.acquire()
# %% [step:b]
print(lock.locked(), held.locked(), x is lock, r._is_owned())
with lock:
    print(lock.locked())
held.release()
lock.acquire()
r.release()
# %% [step:c]
print(held.locked(), lock.locked(), r._is_owned(), r.acquire())
