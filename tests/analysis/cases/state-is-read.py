# %% [step:seeds]
import random
random.seed(1)
# %% [step:s1]
random.setstate(random.getstate())
print(random.randint(0, 99))
# %% [step:s2]
print(random.randint(0, 99))
