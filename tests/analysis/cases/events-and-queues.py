# %% [imports]
import threading, queue
# %% [step:a]
e = threading.Event()
c = threading.Condition()
s = threading.Semaphore(2)
b = threading.BoundedSemaphore(2)
bar = threading.Barrier(1)
q = queue.Queue()
q.put([1]); q.put([2])
l = queue.LifoQueue(); p = queue.PriorityQueue()
p.put((2, 'b')); p.put((1, 'a')); l.put(1)
# %% [step:b]
e.set()
print(s.acquire())
b.acquire()
y = q.get()
y.append(5)
q.put(y)
with c:
    c.notify_all()
print(bar.wait())
# %% [step:c]
print(e.is_set(), s.acquire(blocking=False), s.acquire(blocking=False))
b.release()
try:
    b.release()
except ValueError as er:
    print(er)
print(q.qsize(), q.get(), q.get(), q.empty(), p.get(), l.get())
q.task_done()
print(q.unfinished_tasks)
# %% [step:d]
y.append(7)
q.put(3)
# %% [step:e]
print(q.queue, y)
