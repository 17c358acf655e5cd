# %% [imports]
import threading
# %% [step:a]
class W(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.out = []
    def run(self):
        self.out.append(self.n)
ws = [W(i) for i in range(3)]
for w in ws: w.start()
for w in ws: w.join()
w.out.append(7)
late = W(9)
boxes = [late]
# %% [step:b]
print([w.out for w in ws], ws[0].is_alive(), ws[0].name, ws[0].ident is not None)
boxes[0].start()
boxes[0].join()
print(boxes[0].out)
try:
    ws[0].start()
except RuntimeError as e:
    print(e)
ws[0].join()
