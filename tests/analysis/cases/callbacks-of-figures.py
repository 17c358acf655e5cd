# %% [imports]
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
# %% [step:a]
f3 = plt.figure()
a1 = f3.add_subplot()
im = a1.imshow(np.arange(12).reshape(3, 4))
cb = f3.colorbar(im, ax=a1)
# %% [step:b]
im.set_clim(0, 5)
# %% [step:c]
f3.canvas.draw()
print([t.get_text() for t in cb.ax.get_yticklabels()], f3.dpi)
# %% [step:d]
f3.set_dpi(50)
# %% [step:e]
print(f3.dpi)
# %% [step:f]
fig, ax = plt.subplots()
ax2 = ax.twinx()
def convert(ax):
    y1, y2 = ax.get_ylim()
    ax2.set_ylim((y1 - 32) * 5 / 9, (y2 - 32) * 5 / 9)
ax.callbacks.connect('ylim_changed', convert)
ax.plot([70, 80, 90])
# %% [step:g]
ax.set_ylim(0, 100)
# %% [step:h]
print(ax2.get_ylim())
