# %% [imports]
import struct
import numpy as np
# %% [step:a]
info = np.finfo(np.float32)
record = struct.Struct("<I 2s f")
# %% [step:b]
print(info.eps, info.dtype)
# %% [step:c]
print(record.unpack(record.pack(1, b"ab", 2.5)), record.format)
