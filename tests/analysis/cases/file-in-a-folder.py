# %% [imports]
import os, shutil
# %% [step:a]
os.makedirs('out')
# %% [step:b]
with open('out/x.txt', 'w') as f:
    f.write('1')
# %% [step:c]
print(os.listdir('out'))
# %% [step:d]
shutil.rmtree('out')
# %% [step:e]
print(os.path.exists('out'))
