# %% [imports]
import matplotlib
matplotlib.use("agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.animation import FuncAnimation
import matplotlib.animation as animation
# %% [step:a]
grid = np.arange(6).reshape(2, 3)
fig, ax = plt.subplots(figsize=(2, 2))
image = ax.imshow(grid)
frames = []
def update(number):
    global grid
    grid = np.roll(grid, 1)
    frames.append(number)
    image.set_data(grid)
    return (image,)
anim = FuncAnimation(fig, update, frames=3, repeat=False)
# %% [step:b]
page = anim.to_jshtml(fps=5)
# %% [step:c]
print(grid.tolist(), frames)
# %% [step:d]
count = []
class Shift:
    def __init__(self): self.n = 0
    def step(self, number, by):
        self.n += 1
        by.append(number)
        return ()
shift = Shift()
other = animation.FuncAnimation(fig, shift.step, frames=2, fargs=(count,))
# %% [step:e]
text = other.to_jshtml()
# %% [step:f]
print(shift.n, count)
