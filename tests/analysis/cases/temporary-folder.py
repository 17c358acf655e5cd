"""temporary-folder"""
# %% [step:s1]
import tempfile, os
td = tempfile.TemporaryDirectory()
# %% [step:s2]
print(repr(open(os.path.join(td.name, 'x'), 'w').close()))
# %% [step:s3]
print(repr(os.listdir(td.name)))
# %% [step:s4]
print(repr(td.cleanup()))
