# %% [step:s1]
class Body:
    with open('g.txt', 'w') as file:
        file.write('x')
# %% [step:s2]
print(Body.file.closed, Body.file.name, Body.file.mode)
print(open('g.txt').read())
