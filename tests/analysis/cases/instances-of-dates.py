# Python's dates say how they are stored: by calling their class, which the notebook has derived from.
# %% [imports]
import datetime
import enum
# %% [step:a]
MADE = []
class Stamp(datetime.datetime):
    def __new__(cls, year, *rest, label=""):
        MADE.append(year)
        made = super().__new__(cls, year, *rest)
        made.label = label
        return made
class Span(datetime.timedelta):
    def __init__(self, *parts, **named):
        MADE.append("span")
class Planet(enum.Enum):
    EARTH = (1, 2)
    def __init__(self, mass, radius):
        MADE.append("planet")
        self.mass = mass
# %% [step:b]
stamp, span, planet = Stamp(2020, 1, 2, label="x"), Span(days=2), Planet.EARTH
# %% [step:c]
print(stamp, stamp.label, type(stamp).__name__, span, type(span).__name__, planet is Planet.EARTH, planet.mass)
print(MADE)
