# %% [imports]
import random
import xml.etree.ElementTree as ET
import pandas as pd
# %% [step:a]
class Dice(random.Random):
    def __init__(self, seed):
        super().__init__(seed)
        self.log = []
class B(bytearray):
    pass
class E(ET.Element):
    pass
d = Dice(1)
d.log.append(d.randint(1, 6))
b = B(b'abc')
b.note = [1]
e = E('a', {'x': '1'}); e.text = 't'; e.append(E('k'))
e.note = [2]
i = pd.Index([1, 2, 3])
i.note = [3]
# %% [step:b]
print(d.log, d.randint(1, 6))
d.log.append(2)
print(b, b.note, e.note, e.text, len(e), e.attrib, type(e[0]).__name__, i.note)
# %% [step:c]
print(d.log, d.randint(1, 6))
