# %% [step:a]
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.widgets import Slider, Button, CheckButtons, RadioButtons, TextBox, RangeSlider
fig, ax = plt.subplots()
fig.subplots_adjust(bottom=.25)
(line,) = ax.plot(np.arange(5))
axs = fig.add_axes([.1, .1, .6, .03])
s = Slider(axs, "a", 0, 10, valinit=2)
b = Button(fig.add_axes([.8, .1, .1, .05]), "Reset")
c = CheckButtons(fig.add_axes([.8, .3, .1, .1]), ["x", "y"], [True, False])
r = RadioButtons(fig.add_axes([.8, .5, .1, .1]), ["p", "q"])
seen = []
# %% [step:b]
def upd(v): line.set_ydata(np.arange(5) * v); seen.append(v)
s.on_changed(upd)
b.on_clicked(lambda e: s.reset())
cid = c.on_clicked(lambda l: seen.append(l))
r.on_clicked(seen.append)
# %% [step:c]
s.set_val(4)
c.set_active(1); r.set_active(1)
print(seen, line.get_ydata(), c.get_status(), r.value_selected)
# %% [step:d]
s.reset(); c.disconnect(cid); c.set_active(0)
print(seen, line.get_ydata(), s.val)
fig.canvas.draw()
