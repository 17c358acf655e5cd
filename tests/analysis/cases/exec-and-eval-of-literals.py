# %% [step:a]
k = 4
zs = [1]
class A:
    exec('w = 3')
    def f(self):
        exec('self.v = 7')
        return eval('k + 1')
# %% [step:b]
a = A()
print(a.f(), a.v, A.w)
# %% [step:c]
k += 1
print(a.f())
def made():
    d = {}
    exec('u = zs', globals(), d)
    return d['u']
# %% [step:d]
made().append(5)
print(zs)
# %% [step:e]
def loc():
    exec('k = zs; k.append(9)')
    return [x for x in eval('[k, zs]')]
print(loc(), zs, k)
# %% [step:f]
print(k, zs)
