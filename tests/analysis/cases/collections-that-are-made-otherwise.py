# Classes of the notebook that derive from Python's collections, and take other arguments than these.
# %% [imports]
import collections, types
# %% [step:s1]
made = []
class Vocabulary(collections.Counter):
    def __init__(self, name, words):
        made.append(name)
        super().__init__(words)
        self.name = name
    def update(self, *given, **named):
        made.append("update")
        super().update(*given, **named)
class Recent(collections.OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size
    def __setitem__(self, key, value):
        made.append(key)
        super().__setitem__(key, value)
class Tags(set):
    def __init__(self, name, *tags):
        super().__init__(tags)
        self.name = name
class Window(collections.deque):
    def __init__(self, name):
        super().__init__(maxlen=2)
        self.name = name
    def append(self, value):
        made.append(value)
        super().append(value)
class Groups(collections.defaultdict):
    def __init__(self, name):
        super().__init__(list)
        self.name = name
class Settings(types.SimpleNamespace):
    def __init__(self, name):
        super().__init__(name=name, values=[1])
words, recent, tags = Vocabulary("w", "aab"), Recent(3), Tags("t", 1, 2)
window, groups, settings = Window("q"), Groups("g"), Settings("s")
recent["k"] = [1]
window.append([1]); window.append(2)
groups["x"].append(1)
# %% [step:s2]
words["z"] = 5
recent["k"].append(2)
tags.add(3)
window.append(3)
groups["y"].append(2)
settings.values.append(2)
# %% [step:s3]
print(words, words.name, recent, recent.size, tags, tags.name, window, window.maxlen, window.name)
print(groups, groups.name, groups["new"], settings, made)
