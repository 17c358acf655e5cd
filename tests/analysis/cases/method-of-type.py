# %% [step:a]
xs = [1]
# %% [step:b]
list.append(xs, 4)
# %% [step:c]
print(xs)
