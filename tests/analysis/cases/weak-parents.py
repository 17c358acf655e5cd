# %% [imports]
import weakref
# %% [step:a]
class Node:
    def __init__(self, v, parent=None):
        self.v, self.kids = v, []
        self._parent = weakref.ref(parent) if parent is not None else None
    @property
    def parent(self): return self._parent() if self._parent else None
    def add(self, v):
        k = Node(v, self); self.kids.append(k); return k
root = Node("root")
leaf = root.add("a").add("b")
# %% [step:b]
print(leaf.parent.v)
leaf.parent.v = 'A'
# %% [step:c]
print(root.kids[0].v, leaf.parent.parent is root)
