"""argument-parser"""
# %% [step:s1]
import argparse
ap = argparse.ArgumentParser()
print(repr(ap.add_argument('--n', type=int, default=3)))
# %% [step:s2]
ap.add_argument("--m", default=1)
args = ap.parse_args([])
# %% [step:s3]
args.n += 1
print(repr(vars(args)))
