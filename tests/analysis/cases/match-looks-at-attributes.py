# A pattern of a class looks at attributes, which may be properties.
# %% [step:a]
log = []
class Point:
    __match_args__ = ('x',)
    @property
    def x(self):
        log.append('x')
        return 1
    @property
    def y(self):
        log.append('y')
        return 2
point = Point()
# %% [step:b]
match point:
    case Point(3) | Point(y=2):
        pass
# %% [step:c]
print(log)
