# What a star gives may fill a parameter, which has its default else.
# %% [step:first]
values = [3, 1, 2]


def first(value, memo={}):
    memo[len(memo)] = value
    return memo[0]


# %% [step:call]
first(*[values])
# %% [step:again]
print(first([1]))
