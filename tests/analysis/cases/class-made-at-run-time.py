# A class that is of no module, whose metaclass has told pickle how it is stored.
# %% [imports]
import copyreg
def undefined(name):
    return Undefined(name, (), {"__module__": None, "word": name})
class Undefined(type):
    def __eq__(self, other):
        return isinstance(other, Undefined) and self.word == other.word
    def __hash__(self):
        return hash(self.word)
copyreg.pickle(Undefined, lambda cls: (undefined, (cls.word,)))
# %% [step:a]
f = undefined("f")
made = [f()]
# %% [step:b]
other = undefined("f")
# %% [step:c]
print(f.word, f == other, type(made[0]) == f)
