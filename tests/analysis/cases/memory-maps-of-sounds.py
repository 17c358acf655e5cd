"""An array that is a file is one in the next step too, and so are its parts."""

# %% [imports]
import numpy as np
from scipy.io import wavfile
# %% [step:a]
wavfile.write("tone.wav", 8000, np.arange(100, dtype=np.int16))
rate, data = wavfile.read("tone.wav", mmap=True)
part = data[10:20]
# %% [step:b]
print(repr(data[:5]), repr(part), data.mean(), repr(part[:2]), data.mode)
# %% [step:c]
copy = data[::10] + 1
print(repr(copy), type(data[3]))
