# %% [step:a]
from unittest.mock import Mock, MagicMock, AsyncMock, call, create_autospec, sentinel, patch
class Db:
    def get(self, k): return k
    def put(self, k, v): pass
db = create_autospec(Db)
inst = create_autospec(Db, instance=True)
m = Mock(spec=Db, return_value=3)
g = MagicMock(name="svc")
g.__len__.return_value = 4
g.fetch.side_effect = [1, 2, ValueError("x")]
k = Mock(**{"a.b.return_value": 7})
am = AsyncMock(return_value=2)
# %% [step:b]
m.get("x"); g.fetch("q"); len(g); g["k"]; inst.put(1, v=2); k.a.b(1)
import asyncio; print(asyncio.run(am(3)))
# %% [step:c]
print(m.get.call_args_list, g.fetch.call_count, len(g), g.mock_calls, inst.put.call_args == call(1, v=2), k.a.b(), m.get.call_args == call("x"))
print(g.fetch())
try: g.fetch()
except ValueError as e: print("E", e)
try: inst.nope
except AttributeError as e: print(e)
try: inst.get()
except TypeError as e: print(e)
inst.put.assert_called_once_with(1, v=2)
print(am.await_count, k.method_calls, repr(sentinel.x), m.method_calls)
# %% [step:d]
m.reset_mock(); print(m.get.call_count); k.a.c = 5; print(k.a.c, type(g).__name__, isinstance(m, Db))
print(g.fetch.mock_calls)
# %% [step:e]
print(k.a.c, m.mock_calls, bool(g), int(g), str(g)[:15], g.x.y(1).z is g.x.y(1).z, g == g, g in [g], {g: 1}[g])
