# %% [step:a]
import argparse
class P:
    def __init__(self): self.n = 1
x = P(); d = vars(x)
p = argparse.ArgumentParser(); p.add_argument("--lr", type=float, default=.1); args = p.parse_args([])
cfg = vars(args)
# %% [step:b]
d['n'] = 5
cfg['bs'] = 3
# %% [step:c]
print(x.n); x.m = 2
print(args); args.lr = 3
# %% [step:d]
print(d, cfg)
