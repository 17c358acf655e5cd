# Methods that change something in one package, though those of this name elsewhere do not.
# %% [imports]
import numpy as np
import pandas as pd
from PIL import Image, ImageDraw
# %% [step:a]
a = np.array([5, 4, 3, 2, 1, 0])
masked = np.ma.masked_greater(np.arange(4), 2)
df = pd.DataFrame({'x': [1, 2], 'y': [3, 4]})
image = Image.new('L', (4, 4))
# %% [step:b]
a.partition(2)
# %% [step:c]
masked.harden_mask()
# %% [step:d]
df.isetitem(0, 9)
# %% [step:e]
pen = ImageDraw.Draw(image)
pen.line((0, 0, 3, 3), fill=7)
image.putpixel((0, 1), 5)
# %% [step:f]
masked[3] = 1
print(a.tolist(), masked, df.to_dict('list'), image.tobytes().hex())
