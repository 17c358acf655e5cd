# %% [imports]
import numpy as np
# %% [step:a]
buf = bytearray(b'\x01\x02\x03\x04')
# %% [step:b]
rw = np.frombuffer(buf, dtype=np.uint8)
rw[0] = 200
# %% [step:c]
buf[1] = 7
print(rw)
# %% [step:d]
rw[2] = 9
print(buf)
