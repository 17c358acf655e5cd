# %% [imports]
import traitlets
from traitlets import HasTraits, Int, default, observe, validate
from traitlets.config import Configurable
# %% [step:a]
seen = []
class Part(HasTraits):
    size = Int(1)
    limit = Int()
    @default("limit")
    def _limit(self):
        return 100
    @validate("size")
    def _valid(self, proposal):
        return min(proposal["value"], self.limit)
    @observe("size")
    def _changed(self, change):
        seen.append(("own", change["new"]))
class Setup(Configurable):
    depth = Int(1).tag(config=True)
part, other, setup = Part(), Part(), Setup()
# %% [step:b]
part.observe(lambda change: seen.append(("given", change["new"])), "size")
# %% [step:c]
tie = traitlets.link((part, "size"), (setup, "depth"))
traitlets.dlink((part, "size"), (other, "size"), lambda size: size * 2)
# %% [step:d]
part.size = 4
# %% [step:e]
print(seen, setup.depth, other.size)
# %% [step:f]
setup.depth = 1000
# %% [step:g]
print(seen, part.size, other.size)
part.unobserve_all()
tie.unlink()
# %% [step:h]
part.size += 1
setattr(part, "size", 7)
print(seen, setup.depth)
