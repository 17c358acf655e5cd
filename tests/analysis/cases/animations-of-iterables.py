# The frames of an animation come from a generator that nobody has read from when the animation is handed on.
# %% [imports]
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
from matplotlib.animation import FuncAnimation
# %% [step:a]
fig, ax = plt.subplots(figsize=(1, 1))
(line,) = ax.plot([0, 1])
seen = []
def update(number):
    seen.append(number)
    line.set_ydata([0, number])
    return (line,)
def numbers():
    yield from (7, 8)
first = FuncAnimation(fig, update, frames=range(3))
second = FuncAnimation(fig, update, frames=numbers, save_count=2)
# %% [step:b]
page = first.to_jshtml()
print(seen)
# %% [step:c]
page = first.to_jshtml()
page = second.to_jshtml()
print(seen)
