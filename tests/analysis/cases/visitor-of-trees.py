"""visitor-of-trees"""
# %% [step:s1]
import ast
class V(ast.NodeVisitor):
    def __init__(self): self.names = []
    def visit_Name(self, node):
        self.names.append(node.id)
        seen.add(node.id)
        self.generic_visit(node)
seen = set()
v = V()
# %% [step:s2]
tree = ast.parse("a + b * f(c)")
# %% [step:s3]
print(repr(v.visit(tree)))
# %% [step:s4]
print(repr((v.names, sorted(seen))))
