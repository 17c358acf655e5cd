# What is made of transforms follows them.
# %% [imports]
from matplotlib import transforms
# %% [step:a]
turn = transforms.Affine2D().rotate_deg(30)
both = turn + transforms.Affine2D().scale(2)
# %% [step:b]
turn.translate(0.5, 0.5)
# %% [step:c]
print(both.transform((0, 0)).tolist())
