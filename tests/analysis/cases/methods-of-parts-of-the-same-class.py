# %% [imports]
class Var:
    def __init__(self, value):
        self.value = value
        self.gradient = 0
    def evaluate(self):
        return self.value
    def backpropagate(self, gradient):
        self.gradient += gradient
    def leaves(self):
        return [self]
class Mul:
    def __init__(self, a, b):
        self.a = a
        self.b = b
    def evaluate(self):
        self.value = self.a.evaluate() * self.b.evaluate()
        return self.value
    def backpropagate(self, gradient):
        self.a.backpropagate(gradient * self.b.value)
        self.b.backpropagate(gradient * self.a.value)
    def leaves(self):
        return self.a.leaves() + self.b.leaves()
class Link:
    def __init__(self, after=None):
        self.after = after
        self.name = ''
    def last(self):
        return self if self.after is None else self.after.last()
# %% [step:make]
x = Var(3)
y = Var(4)
f = Mul(Mul(Mul(Mul(Mul(x, x), x), x), x), y)
f.evaluate()
# %% [step:back]
f.backpropagate(1.0)
# %% [step:x]
print(x.gradient)
# %% [step:leaves]
for leaf in f.leaves():
    leaf.gradient = 0
# %% [step:reset]
print(x.gradient, y.gradient)
# %% [step:links]
end = Link()
start = Link(Link(Link(Link(Link(end)))))
# %% [step:name]
start.last().name = 'end'
# %% [step:end]
print(end.name)
