# A class that a function makes is shown with the function's name.
# %% [step:s1]
def make():
    class Inner:
        def who(self):
            return type(self).__qualname__
    return Inner
Inner = make()
# %% [step:s2]
print(Inner, Inner().who())
