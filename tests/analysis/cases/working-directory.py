# %% [imports]
import os
from pathlib import Path
# %% [step:moves]
os.makedirs("sub", exist_ok=True)
os.chdir("sub")
# %% [step:resolved]
print(Path("x").resolve().parent.name)
# %% [step:current]
print(Path.cwd().name)
# %% [step:absolute]
print(Path("x").absolute().parent.name)
# %% [step:relative]
print(os.path.relpath("x", "..") == os.path.join("sub", "x"))
# %% [step:mapped]
print([path.parent.name for path in map(Path.absolute, [Path("x")])])
