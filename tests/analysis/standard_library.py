"""More phrases for random programs: what else Python's own library offers. Written as in `constructs`."""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "bytes": ("buffer", "blob"),
    "typed": ("typed", "ints"),
    "user": ("user", "owned"),
    "mapping": ("mapping", "settings"),
    "chain": ("chain", "layers"),
    "tree": ("tree", "forest"),
    "text": ("page", "report"),
    "view": ("shown", "frozen"),
    "getter": ("getter", "picker"),
    "pattern": ("pattern",),
    "matches": ("matches",),
    "counts": ("counts", "tally"),
    "point": ("point", "corner"),
    "heap": ("heap",),
    "endless": ("endless", "ticks"),
    "cachedf": ("slow", "table_of"),
    "when": ("when", "due"),
    "part": ("part", "call_"),
}

SHOWN: dict[str, str] = {
    "bytes": "list({})[:6]",
    "typed": "list({})[:6]",
    "user": "list({0}.data), len({0})",
    "chain": "sorted({0}), {0}.maps[:2]",
    "mapping": "dict({})",
    "tree": "json.dumps({}, default=list)",
    "text": "{0}.getvalue(), {0}.tell()",
    "view": "dict({})",
    "getter": "{}(types.SimpleNamespace(items=[1], n=2, get=lambda: 3, copy=lambda: 4))",
    "pattern": "{}.pattern",
    "matches": "[q.group() for q in {}]",
    "counts": "sorted({}.items(), key=str)",
    "point": "{0}, {0}.log",
    "endless": "next({})",
    "cachedf": "{}(2)",
    "part": "{}()",
}

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "bytes": ("bytearray(b'abc')", "{bytes}", "bytearray({list})", "{bytes}[:]", "{bytes} + b'z'", "{bytes}.copy()", "bytes({bytes}) and bytearray({bytes})", "copy.copy({bytes})", "bytearray({typed}.tobytes()[:4])", "memoryview({bytes}).obj", "bytearray({N})", "{bytes}.replace(b'a', b'b')", "memoryview({bytes})[1:].tobytes() and {bytes}"),
    "typed": ("array.array('l', {list})", "{typed}", "{typed}[:]", "copy.copy({typed})", "{typed} + {typed}", "array.array('l', [{N}, 2])", "{typed} * 2", "array.array('l', iter({list}))", "memoryview({typed}).obj", "array.array('l', {typed})"),
    "user": ("collections.UserList({list})", "{user}", "{user}[:]", "{user} + [{N}]", "copy.copy({user})", "Owned({list})", "Owned({user})", "{user}.copy()", "collections.UserList({user})", "Owned([{N}]) + {user}", "{user} * 1", "copy.deepcopy({user})"),
    "mapping": ("collections.UserDict({dict})", "{mapping}", "Defaults({dict})", "Defaults(a={list})", "{mapping}.copy()", "copy.copy({mapping})", "Named({dict})", "Named(a={list})", "collections.UserDict({{'a': {list}}})", "copy.deepcopy({mapping})", "Named({mapping})"),
    "chain": ("collections.ChainMap({dict}, {lists})", "{chain}", "{chain}.new_child()", "{chain}.new_child({{'x': {N}}})", "{chain}.parents", "collections.ChainMap({{}}, {dict})", "copy.copy({chain})", "collections.ChainMap({chain}.maps[0])", "collections.ChainMap({lists}) | {{'q': 1}}"),
    "tree": ("grow()", "{tree}", "collections.defaultdict(lambda: collections.defaultdict(list))", "copy.deepcopy({tree})", "copy.copy({tree})", "{tree}['a']", "{{'a': {{'b': {list}}}, 'c': {dict}}}", "{{'a': {tree}}}", "json.loads(json.dumps({tree}, default=list))", "{tree} | {{'z': {list}}}", "collections.defaultdict(dict, a={{'b': {list}}})"),
    "text": ("io.StringIO()", "io.StringIO({str})", "{text}", "io.StringIO({text}.getvalue())", "copy.copy({text})"),
    "view": ("types.MappingProxyType({dict})", "types.MappingProxyType({lists})", "{view}", "types.MappingProxyType({tree})", "types.MappingProxyType({counts})"),
    "getter": ("operator.attrgetter('items')", "operator.attrgetter('n')", "operator.methodcaller('get')", "{getter}", "operator.attrgetter('items', 'n')", "lambda q: q.items", "operator.methodcaller('copy')", "lambda q: q.n + {?int}", "vars", "(lambda q: lambda r: getattr(r, q))('items')"),
    "pattern": ("re.compile('[a-c]')", "{pattern}", "re.compile(r'\\d+')", "re.compile({str}[:1] or 'a')"),
    "matches": ("list({pattern}.finditer({str}))", "{matches}", "[*re.finditer('a', {str})]", "{matches}[:]", "[q for q in {pattern}.finditer(str({list}))]"),
    "counts": ("collections.Counter({list})", "collections.Counter({str})", "{counts}", "{counts} + {counts}", "{counts}.copy()", "collections.Counter(a={N})", "collections.Counter({counts})", "{counts} - {counts}", "+{counts}", "{counts} & {counts}", "collections.Counter(dict({counts}))"),
    "point": ("Point({N})", "Point({N}, {list})", "Point(x={int})", "{point}", "dataclasses.replace({point}, x={N})", "copy.copy({point})", "copy.deepcopy({point})", "dataclasses.replace({point})", "Point(**vars({point}))", "dataclasses.replace({point}, log={list})", "Point(*dataclasses.astuple({point}))", "Point({N}, log={point}.log)"),
    "heap": ("[3, 1, 2]", "{heap}", "[*{heap}]", "{heap}[:]", "sorted({heap})", "heapq.nsmallest(3, {heap})", "list(heapq.merge({heap}, {list}))", "[{N}]"),
    "endless": ("itertools.count({N})", "itertools.cycle({list} or [1])", "{endless}", "itertools.repeat({list})", "itertools.count({int}, 2)", "itertools.cycle([{list}, {list}])", "itertools.chain({endless}, {list})", "itertools.islice({endless}, 4)", "zip({endless}, {list})", "enumerate({endless})", "copy.copy({endless})", "itertools.starmap(lambda *q: q, zip({endless}, {list}))", "map({?change}, itertools.repeat({list}))"),
    "cachedf": ("functools.lru_cache(maxsize=None)(lambda q: [q])", "{cachedf}", "functools.cache(lambda q: q + {int})", "functools.lru_cache(lambda q: q * 2)", "functools.cache({list}.__len__ and (lambda q: {?list}))"),
    "when": ("datetime.date(2024, 1, {N})", "{when}", "{when} + datetime.timedelta(days={N})", "{when}.replace(day={N})"),
    "part": (
        "functools.partial({change}, {list})", "{part}", "functools.partial({part})", "functools.partial(functools.partial({change}), {list})", "functools.partial(list, {iter})", "functools.partial({getter}, {object})", "functools.partial(operator.iadd, {list}, {list})", "functools.partial(next, {endless})", "functools.partial(next, {iter}, 0)", "functools.partial({list}.append, {N})", "functools.partial(sorted, {list}, reverse=True)", "functools.partial(dict, a={list})", "functools.partial({func})",
        "types.MethodType({change}, {list})", "types.MethodType(lambda q: q.append({N}) or q, {list})", "{list}.__len__", "operator.itemgetter(0).__call__ and {list}.copy", "functools.partial(setattr, {object}, 'n')", "functools.partial(max, {list})", "{text}.getvalue", "{counts}.total", "{user}.copy", "{chain}.keys", "contextlib.ExitStack().close", "weakref.WeakSet",
    ),
    "list": (
        "{user}.data", "list({user})", "list({typed})", "list({bytes})", "{mapping}['a']", "{mapping}.get('a', {list})", "{mapping}.data.get('a', {list})", "{chain}['a']", "{chain}.maps[-1].get('a', {list})", "{chain}.maps[0].setdefault('a', {list})", "{tree}['a']['b']", "{tree}.setdefault('l', {list})", "{view}['a']", "{view}.get('a', {list})", "{getter}({object})", "list(map({getter}, [{object}]))[0]", "[q.start() for q in {matches}]", "{counts}.most_common(1)[0] and {list}", "sorted({counts}.values())",
        "{point}.log", "dataclasses.asdict({point})['log']", "dataclasses.astuple({point})[1]", "{heap}", "heapq.nlargest(2, {heap})", "list(itertools.islice({endless}, 2))[:2]", "[next({endless}) for _ in range(2)]", "list(itertools.takewhile(lambda q: q < 3, {list}))", "list(itertools.dropwhile(lambda q: q < 2, {list}))", "list(itertools.compress({list}, [1, 0, 1]))", "[list(r) for q, r in itertools.groupby({list})][:1][0]", "list(itertools.zip_longest({list}, {list}))[:0] or {list}", "list(itertools.starmap(max, [({N}, 2)]))", "list(itertools.filterfalse(None, {list}))", "list(itertools.chain.from_iterable({nested}))", "list(itertools.permutations({list}[:2]))[:0] or {list}", "[list(q) for q in itertools.tee({list}, 2)][0]", "[q for q in itertools.pairwise({list})][:0] or {list}", "[*itertools.islice(itertools.cycle({list}), 3)]",
        "json.loads(json.dumps({list}))", "ast.literal_eval(repr({list}))", "pickle.loads(pickle.dumps({list}))", "copy.replace({point}, x=1).log if hasattr(copy, 'replace') else {point}.log", "{record}.__dict__['items']", "operator.attrgetter('items')({record})", "operator.getitem({nested}, 0)", "operator.concat({list}, {list})", "functools.reduce(operator.add, {nested}, [])", "functools.reduce(lambda q, r: q, {nested}, {list})", "random.choice({nested})", "random.choice([{list}, {list}])", "random.sample({nested}, 1)[0]", "current.get({list})", "bisect.bisect({list}, 1) and {list}", "shutil.copyfileobj and {list}", "statistics.multimode({list})", "struct.unpack('2B', bytes({list}[:2])) and {list}", "asyncio.run(gather({list}, {list}))[0]", "asyncio.run(awaits({list}))", "types.SimpleNamespace(q={list}).q", "weakref.proxy({object}).items", "weakref.ref({object})().items", "next(itertools.repeat({list}))", "{part}.args[0]", "{part}.func.__self__", "max([{list}, {list}], key=len)", "{queue}[0]", "collections.namedtuple('P', 'a b')({list}, 1).a", "typing.cast(list, {list})", "contextlib.nullcontext({list}).enter_result", "graphlib.TopologicalSorter({{1: [2]}}).static_order() and {list}", "inspect.signature({func}).parameters and {list}", "sys.intern('a') and {list}", "string.Template('$a').substitute(a={list}) and {list}",
    ),
    "dict": (
        "{mapping}.data", "dict({mapping})", "dict({chain})", "{chain}.maps[0]", "{view} | {{}}", "dict({counts})", "vars({point})", "dataclasses.asdict({point})", "json.loads(json.dumps({dict}))", "{tree}['a']", "{counts}", "{counts}.copy()", "{view}.copy()", "types.MappingProxyType({dict}) | {{'x': {N}}}", "dict({mapping}, x={N})", "collections.OrderedDict({dict})", "dict.fromkeys({list}, {N})", "{user}.__dict__", "{part}.keywords", "dict(map(reversed, {dict}.items()))", "{{q.group(): q.start() for q in {matches}}}", "collections.defaultdict(lambda: {?int}, {dict})", "operator.or_({dict}, {{'q': 1}})", "operator.ior({dict}, {{'q': 1}})",
    ),
    "lists": ("{mapping}.data", "{chain}.maps[-1]", "{tree}", "collections.defaultdict(list, {lists})", "{view}.copy()", "collections.ChainMap({lists})", "dict({lists}.items())", "json.loads(json.dumps({lists}, default=str))", "{{q: [*r] for q, r in {lists}.items()}}", "collections.UserDict({lists}).data", "{{'a': {user}.data, 'b': {point}.log}}", "operator.or_({lists}, {{'a': {list}}})", "dict(sorted({lists}.items(), key=str))", "collections.defaultdict({list}.copy, a={list})"),
    "int": (
        "next({endless}, 0)", "{counts}['a']", "{counts}.total()", "{counts}[{N}]", "sum({counts}.values())", "{point}.x", "{point}.total", "{point}.total", "len({user})", "{user}.pop() if {user} else {N}", "{typed}[0]", "{typed}.pop()", "{bytes}[0]", "len({chain})", "len({tree})", "{cachedf}.cache_info().misses and {N}", "heapq.heappop({heap})", "{heap}[0]", "{text}.tell()", "{text}.write({str})", "len({text}.read())", "{when}.day", "len({matches})", "len({view})", "int({point} == {point})", "int({point} is {point})", "len(vars({point}))", "len(inspect.signature({change}).parameters)", "random.randrange(9)", "int(random.random() * 99)",
        "int(random.gauss(0, 9))", "math.prod({list})", "bisect.bisect_left({list}, {N})", "sys.getrefcount({list}) > 0 and {N}", "int({view}.get('x', 0) or 0)", "Level.HIGH.value", "Level({N} % 2 + 1).weight", "len(Level)", "int(Level.LOW is Level(1))", "len(current.get(()))", "struct.unpack_from('B', {bytes})[0]", "statistics.mode({list})", "functools.reduce(operator.mul, {list}, 1)", "operator.index({int})", "asyncio.run(ticking({int}))", "len(gc.get_referrers({list})) > 0 and {N}", "ctypes.c_int({N}).value", "int(decimal.Decimal({int}))", "fractions.Fraction({int}, 2).numerator", "zlib.crc32(bytes({bytes}))", "{when}.toordinal()",
    ),
    "str": ("{text}.getvalue()", "{text}.read()", "{text}.readline()", "string.Template('$a-$b').safe_substitute(a={list}, b={int})", "{pattern}.sub('z', {str})", "{pattern}.sub(lambda q: str({int}), {str})", "re.sub('a', lambda q: {list}.append({N}) or 'b', {str})", "textwrap.shorten({str}, 9)", "{when}.isoformat()", "Level.LOW.name", "str(Level.HIGH)", "bytes({bytes}).decode('latin1')", "repr({point})", "repr({user})", "repr({chain})", "{matches}[0].group()", "pprint.pformat({tree})", "str({counts})", "json.dumps({tree}, default=list)", "{str}.translate({{97: {str}}})", "functools.reduce(lambda q, r: q + r, {str}, '')", "os.path.join({str}, 'b')", "reprlib.repr({list})", "str({view})", "{str}.format_map({dict})", "str({typed})", "inspect.getdoc({func}) or 'n'"),
    "iter": ("iter({endless}.__next__, {N})", "itertools.islice({endless}, 3)", "itertools.tee({list})[0]", "map({getter}, [{object}, {object}])", "iter({user})", "iter({mapping})", "iter({chain})", "iter({typed})", "itertools.groupby({list})", "itertools.chain.from_iterable({nested})", "itertools.accumulate({list})", "itertools.starmap({change}, [[{list}]])", "iter({queue}.popleft, {N})", "iter({text}.readline, '')", "({pattern}.findall({str}))and iter({str})", "itertools.zip_longest({list}, {iter})", "itertools.pairwise({iter})", "itertools.compress({iter}, {list})", "iter(functools.partial(next, {iter}), {N})", "heapq.merge({list}, {heap})", "iter({tree})", "itertools.dropwhile(lambda q: q < {?int}, {list})", "filter({list}.count, {list})", "map({list}.__getitem__, range(len({list})))", "map(operator.add, {list}, {list})", "iter({point}.log)", "reversed({user})", "reversed({queue})", "reversed({dict})"),
    "func": ("{part}", "functools.partial({getter}, {object})", "lambda: {user}.data", "lambda: list({?counts})", "lambda: [{?point}.x]", "lambda: list({typed})", "lambda: [{text}.write('q')]", "lambda: [next({endless})]", "functools.partial(list, {typed})", "functools.partial({cachedf}, 1)", "lambda q={point}: q.log", "{mapping}.keys", "{point}.grow", "lambda: [current.get(None)]", "functools.partial(json.loads, '[1]')", "types.FunctionType({func}.__code__, globals())", "functools.wraps({func})(lambda: [{N}])", "{queue}.copy", "functools.singledispatch({func})", "asyncio.Runner and {func}", "{user}.copy", "weakref.ref({object})", "itertools.repeat([{N}]).__next__"),
    "change": ("{user}.extend", "{typed}.extend", "{point}.put", "{getter}", "functools.partial(heapq.nsmallest, 2)", "lambda q: {?counts}.update(q) or q", "lambda q: {?user}.append(len(q)) or q", "{counts}.update", "{queue}.extend", "functools.partial(map, str)", "functools.partial(filter, None)", "operator.itemgetter(0)", "operator.methodcaller('append', {N})", "operator.methodcaller('copy')", "json.dumps", "copy.copy", "lambda q: bisect.insort(q, {N}) or q", "lambda q: heapq.heapify(q) or q", "lambda q: random.shuffle(q) or q", "functools.lru_cache(lambda q: {?list})", "collections.Counter", "collections.deque", "collections.UserList", "tuple", "{tree}.update", "{chain}.update", "{heap}.extend", "functools.partial(functools.reduce, operator.add)", "Owned", "lambda q: {?bytes}.extend(q) or q"),
    "queue": ("collections.deque({user})", "collections.deque({heap})", "collections.deque(zip({list}, {list}), 3)", "{queue}.copy()", "{queue} * 2", "copy.deepcopy({queue})", "collections.deque({iter}, 3)", "collections.deque({typed})"),
    "set": ("set({counts})", "set({user})", "{counts}.keys() & {{1, 2}}", "set({mapping})", "set(map(len, {nested}))", "set({str})", "{dict}.keys() | {{'q'}}", "{set}.union({list}, {list})", "set({typed})"),
    "nested": ("[{user}.data, {point}.log]", "list(map(list, {nested}))", "[list(r) for _, r in itertools.groupby({list})]", "[list(q) for q in itertools.tee({list}, 2)]", "list({tree}.values())", "[q for q in {mapping}.values()]", "{heap} and [{heap}]", "list({chain}.values())", "[{list}, *{nested}]", "list(itertools.islice(itertools.repeat({list}), 2))", "list(itertools.repeat({list}, 2))", "pickle.loads(pickle.dumps({nested}))", "[current.get({list})]", "copy.copy({nested})", "[*{queue}]", "list(itertools.combinations({list}, 2))[:0] or [{list}]", "json.loads(json.dumps({nested}))"),
    "object": ("{class}({user}.data)", "{class}({point}.log)", "weakref.ref({object})()", "pickle.loads(pickle.dumps({object}))", "{class}({heap})"),
    "record": ("types.SimpleNamespace(items={user}.data, n={N})", "types.SimpleNamespace(**{{'items': {list}, 'n': 1}})", "{point} and Row({point}.log, 1)", "Row(*{record})", "Row._make([{list}, {N}])", "typing.cast(object, {record})", "copy.deepcopy({record})", "dataclasses.make_dataclass('Made', ['items', 'n'])({list}, {N})", "argparse.Namespace(items={list}, n={N})", "Row(**{{'items': {list}, 'n': {N}}})"),
    "pair": ("({point}.log, {user}.data)", "({list}, {tree})", "tuple({queue})[:2]", "({heap}, {nested})", "{counts}.most_common(2) and ({list}, [{list}])"),
    "gen": ("lambda: itertools.islice({?endless}, 2)", "lambda: iter({?user})", "functools.partial(itertools.chain, {list})", "functools.partial(map, {change}, {nested})", "lambda: itertools.tee({list})[1]", "{user}.__iter__"),
}  # fmt: skip

STATEMENTS: tuple[str, ...] = (
    *(f"{{={kind}}} = {{e:{kind}}}" for kind in KINDS),
    *(f"{{={kind}}} = {{{kind}}}" for kind in KINDS),
    # bytes and arrays of numbers
    "{bytes}[0] = {N}", "{bytes} += b'z'", "{bytes}.append({N})", "{bytes}.extend({list})", "{bytes}[:1] = b'qq'", "del {bytes}[0]", "{bytes}.reverse()", "{bytes}.clear()", "memoryview({bytes})[0] = {N}", "with memoryview({bytes}) as q: q[0] = {N}", "struct.pack_into('B', {bytes}, 0, {N})", "{bytes} *= 2", "{bytes}.pop()", "io.BytesIO({bytes}).readinto({bytes})", "{typed}.append({N})", "{typed}[0] = {N}", "{typed} += {typed!}", "{typed}.extend({list})", "{typed}.insert(0, {N})", "{typed}.reverse()", "{typed}.byteswap()", "memoryview({typed})[0] = {N}", "{typed}[:1] = array.array('l', [{N}])", "{typed}.fromlist({list})", "{typed} *= 2", "del {typed}[:1]", "{typed}.frombytes(bytes(8))", "with memoryview({typed}) as q:\n    r = q[1:]\n    r[0] = {N}\n    r.release()",
    # containers of collections
    "{user}.append({N})", "{user}.data.append({N})", "{user} += [{N}]", "{user}[0] = {N}", "{user}.sort()", "{user}.data = {list}", "{user}.extend({user!})", "{user}.insert(0, {list})", "{user}.pop()", "{user}.reverse()", "{user} *= 2", "{user}.clear()", "print({user} == {list}, {user}.data is {list})", "{user}.note = {list}", "print(getattr({user}, 'note', None))", "{mapping}['x'] = {N}", "{mapping}['a'] = {list}", "{mapping}['a'].append({N})", "{mapping}['missing']", "print({mapping}.get('missing'))", "print({mapping}['missing'])", "{mapping}.data['x'] = {N}", "{mapping}.update(v={N})", "{mapping} |= {{'u': {N}}}", "del {mapping}['x']", "{mapping}.setdefault('k', []).append({N})", "{mapping}.pop('x', None)", "{mapping}.a", "{mapping}.b = {list}", "print({mapping}.a)", "{mapping}.popitem()", "{mapping}.clear()",
    "{chain}['x'] = {N}", "{chain}['a'].append({N})", "{chain}.maps[0]['y'] = {N}", "{chain}.maps[-1]['z'] = {N}", "{chain}.maps.append({dict})", "{chain}.maps.insert(0, {{}})", "del {chain}['x']", "{chain}.update(a={list})", "{chain}.pop('x', None)", "print({chain}.get('x'), 'a' in {chain})", "{chain}.parents['p'] = {N}", "{chain}.setdefault('k', {list}).append({N})", "{chain}.clear()", "{chain} |= {{'q': {N}}}", "{=chain} = {chain}.new_child({dict})",
    "{tree}['a']['b'] = {N}", "{tree}['a']['c'].append({N})", "{tree}['q']", "{tree}['a']['z']['y'] = {N}", "{tree}['l'] = {list}", "{tree}['a'].setdefault('b', []).append({N})", "{tree}.setdefault('n', {{}})['k'] = {list}", "del {tree}['a']", "{tree}['a'] = {tree!}.get('b', {{}})", "for q in {tree}.values():\n    if isinstance(q, dict): q['seen'] = {N}", "print(len({tree}['new']))", "{tree}.update(a={dict})", "{tree}['self'] = {list}", "print('q' in {tree}, list({tree}))", "{tree}.default_factory = None", "{counts}[{N}] += 1", "{counts}.update({list})", "{counts}.subtract({list})", "{counts} += collections.Counter({list})", "del {counts}[{N}]", "{counts}['a'] = {int}", "{counts}.update(a={N})", "print({counts}.most_common(2))", "{counts} -= collections.Counter(a=1)", "{counts}.clear()", "for q in {list}: {counts}[q] += 1", "{counts} |= collections.Counter({str})",
    "{queue}.appendleft({queue!}.pop())", "{queue}.popleft()", "{queue}.insert(0, {N})", "{queue}.extendleft({list})", "{queue}.reverse()", "del {queue}[0]", "{queue}.remove({queue!}[0])", "print({queue}.maxlen)", "{queue} *= 2", "while {queue}: {list}.append({queue!}.popleft())", "while len({queue}) > 1: {queue!}.popleft()", "heapq.heappush({heap}, {N})", "heapq.heappop({heap})", "heapq.heapify({heap})", "heapq.heapreplace({heap}, {N})", "heapq.heappushpop({heap}, {N})", "bisect.insort({list}, {N})", "bisect.insort({heap}, {int})", "{heap}.sort(reverse=True)", "{heap}[0] = {N}", "{heap} += {list}",
    # streams and texts
    "{text}.write({str})", "{text}.seek(0)", "{text}.truncate(1)", "print({int}, file={text})", "{text}.writelines([{str}, 'b'])", "{text}.seek(0, 2)", "for q in {text}: print(q)", "with contextlib.redirect_stdout({text}): print({list})", "print({text}.read())", "print({text}.readline(), {text}.tell())", "json.dump({list}, {text})", "{text}.seek(0); print({text!}.read())", "csv.writer({text}).writerow({list})", "pprint.pprint({list}, stream={text})", "pickle.dump({list}, io.BytesIO())", "with io.StringIO() as q: q.write({str}); {text}.write(q.getvalue())", "{pattern}.sub(lambda q: {list}.append({N}) or '', {str})", "[{list}.append(q.start()) for q in re.finditer('a', {str})]", "for q in {matches}: {list}.append(q.start())", "print({matches}[0].string, {matches}[0].re.pattern)", "print(string.Template('$a').substitute(a={list}))",
    # views, getters, partial
    "print({view}.get('x'), len({view}))", "{view}['a'].append({N})", "print('x' in {view})", "{getter}({object}).append({N})", "print({getter}({object}))", "{list}.sort(key=lambda q: {getter} and 0)", "sorted([{object}, {object}], key=operator.attrgetter('n'))", "print([q.n for q in sorted([{object}, {object}], key={getter})])", "max([{object}, {object}], key=operator.attrgetter('n')).n += 1", "operator.methodcaller('add', {N})({object})", "operator.methodcaller('append', {N})({list})", "list(map(operator.methodcaller('add', {N}), [{object}]))", "[*map(operator.methodcaller('append', {N}), {nested})]", "list(map(operator.attrgetter('items'), [{object}]))[0].append({N})", "operator.attrgetter('items.append')({object})({N})", "operator.setitem({dict}, 'x', {N})", "operator.setitem({lists}, 'a', {list})", "operator.delitem({list}, 0)", "operator.iconcat({list}, [{N}])", "operator.imul({list}, 2)", "operator.itemgetter(0)({nested}).append({N})", "operator.itemgetter('a')({lists}).append({N})", "operator.call({func})",
    "{part}()", "print({part}())", "{part}({N})", "{part}([{N}])", "{part}.func", "{part}.args[0].append({N})", "{part}.keywords['q'] = {N}", "print({part}.args)", "{=list} = {part}() or [{N}]", "functools.partial({list}.append)({N})", "functools.partial({list}.extend, {list})()", "functools.reduce(lambda q, r: q.append(r) or q, {list}[:2], {list})", "functools.reduce(operator.iadd, {nested}, {list})", "functools.reduce(lambda q, r: q + [r], {list}, [])", "functools.reduce(lambda q, r: {object}.add(r), {list}[:2], None)",
    "{cachedf}({N})", "print({cachedf}({N}))", "{cachedf}({N}).append({N})", "{cachedf}.cache_clear()", "print({cachedf}.cache_info().currsize)", "print({cachedf}({int}) is {cachedf}({int}))",
    # iterators
    "next({endless})", "print(next({endless}))", "{=int} = next({endless}) if isinstance({endless}, itertools.count) else {N}", "{=list} = list(itertools.islice({endless}, {N}))", "for q in {endless}: break", "for q in {endless}:\n    {list}.append({N})\n    if len({list!}) > 3 or q: break", "print(dict(zip('ab', {endless})))", "{=list} = [q for q, _ in zip({endless}, 'ab')]", "[next({endless}) for _ in 'ab']", "next({endless}).append({N})", "{=iter}, {=iter} = itertools.tee({iter})", "{=iter}, {=iter} = itertools.tee({list})", "{=iter} = itertools.chain({iter}, {endless})", "print(next(copy.copy({endless})))", "for q, r in itertools.groupby({list}): {list}.extend(r); break", "{=iter} = itertools.groupby({list})", "print([(q, list(r)) for q, r in itertools.groupby({list})])",
    "{=nested} = [list(r) for q, r in itertools.groupby({iter})]", "print(list(itertools.islice({iter}, 1)), next({iter}, None))", "{=int}, *{=list} = {iter}", "{=list} = sorted({iter}, key=str)", "{=str} = ','.join(map(str, {iter}))", "print(max({iter}, default=0))", "print({N} in {iter})", "{=dict} = dict(enumerate({iter}))", "{=set} = set({iter})", "{list}.extend({iter})", "{list}[:0] = {iter}", "{list} += {iter}", "{queue}.extend({iter})", "{typed}.extend({iter})", "{user}.extend({iter})", "{counts}.update({iter})", "collections.deque({iter}, 0)", "{set}.update({iter})", "{set} |= set({iter})", "{dict}.update(zip('ab', {iter}))", "print(*{iter})", "print(any({iter}), list({iter}))", "print(all({iter}), list({iter}))", "{=int} = functools.reduce(lambda q, r: {N}, {iter}, 0)",
    "{=list} = [*{iter}, *{iter}]", "print(list(zip({iter}, {iter})))", "print(list(map(lambda q, r: q, {iter}, {list})))", "{=tree} = {{q: r for q, r in enumerate({iter})}}", "yielded = (print(q) or q for q in {list}); next(yielded, None)", "{=iter} = filter(lambda q: {list}.append({N}) or q, {iter})", "{=iter} = (q for q in {iter} if q != {int})", "{=iter} = itertools.takewhile(lambda q: {?list}, {iter})", "print(sum(1 for _ in itertools.takewhile(bool, {iter})))", "next(filter(None, {iter}), None)", "print(next(({list}.append(q) or q for q in {iter}), None))", "statistics.mean({iter})", "print(sorted({iter}, key=str))", "{iter}.__next__()", "print(operator.length_hint({iter}))", "random.shuffle({queue})", "json.dumps(list({iter}))", "print(str(list({iter}))[:20])",
    # data classes, enums, templates
    "{point}.x = {N}", "{point}.log.append({N})", "{point}.grow()", "{point}.log = {list}", "{point}.put({list})", "print({point}.total)", "del {point}.total", "{point}.total = {N}", "print(dataclasses.asdict({point}))", "print({point} == {point}, {point}.log is {point}.log)", "print(dataclasses.fields({point})[0].name)", "{=point} = dataclasses.replace({point}, x={int})", "dataclasses.asdict({point})['log'].append({N})", "dataclasses.replace({point}).log.append({N})", "{point}.x, {point!}.log = {N}, [{N}]", "Point.made.append({N})", "print(Point.made)", "Point.limit = {N}", "print(Point({N}).limit)", "Point.log = {list}", "print(sorted([{point}, {point}], key=lambda q: q.x)[0].x)", "{point}.__dict__['x'] = {N}", "vars({point}).update(x={N})", "object.__setattr__({point}, 'x', {N})",
    "print(Level.LOW, Level.HIGH.weight)", "Level.seen.append({N})", "print(Level.seen)", "Level.LOW.notes = {list}", "print(getattr(Level.LOW, 'notes', None))", "Level.LOW.weights.append({N})", "print(Level.LOW.weights, list(Level))", "{dict}[Level.LOW.name] = {N}", "{lists}[str(Level.LOW)] = {list}", "match Level({N} % 2 + 1):\n    case Level.LOW: {list}.append(1)\n    case Level.HIGH: {list}.append(2)", "print(isinstance(Level.LOW, Level), Level['LOW'] is Level.LOW)",
    # context, threads, tasks
    "current.set({list})", "print(current.get(None))", "current.set({N})", "current.reset(current.set({list}))", "contextvars.copy_context().run({func})", "contextvars.copy_context().run(current.set, {N})", "with threading.Lock(): {list}.append({N})", "with lock_: {list}.append({N})", "lock_.acquire(); {list}.append({N}); lock_.release()", "[q.join() for q in [threading.Thread(target={list}.append, args=({N},))] if not q.start()]", "here.value = {N}", "print(getattr(here, 'value', None))", "with concurrent.futures.ThreadPoolExecutor(1) as q: q.submit({change}, {list}).result()", "with concurrent.futures.ThreadPoolExecutor(1) as q: list(q.map({change}, {nested}))", "with concurrent.futures.ThreadPoolExecutor(1) as q: {=list} = q.submit({func}).result()", "threading.Timer(0, {list}.append, [{N}]).run()",
    "asyncio.run(gather({list}, {list}))", "print(asyncio.run(awaits({list})))", "asyncio.run(ticking({int}))", "asyncio.run(managed({list}))", "print(asyncio.run(collecting({list})))", "weakref.finalize({object}, print, 'gone').detach()", "print(weakref.ref({object})() is {object})", "weakref.ref({object})().items.append({N})", "weakref.proxy({object}).n += 1", "weakref.ref({object})().add({N})", "gc.collect()", "sys.modules['__main__'].{list}.append({N})", "setattr(sys.modules['__main__'], '{int}', {N})", "importlib.import_module('__main__').{list}.append({N})",
    # files and other formats
    "pickle.dump({list}, open('p.pkl', 'wb'))", "{=list} = pickle.load(open('p.pkl', 'rb'))", "with open('p.pkl', 'wb') as file: pickle.dump({tree}, file)", "print(pickle.load(open('p.pkl', 'rb')))", "{=tree} = pickle.loads(pickle.dumps({tree}))", "{=object} = pickle.loads(pickle.dumps({object}))", "{=point} = pickle.loads(pickle.dumps({point}))", "{=pair} = pickle.loads(pickle.dumps(({list}, [{list}])))", "pathlib.Path('d').mkdir(exist_ok=True); pathlib.Path('d/f').write_text({str})", "print([str(q) for q in sorted(pathlib.Path('.').iterdir())])", "shutil.rmtree('d', ignore_errors=True)", "shutil.copy('f.txt', 'g.txt')", "with tempfile.TemporaryDirectory() as q: pathlib.Path(q, 'f').write_text({str})", "with open('f.txt', 'r+') as file: file.write('q')", "with open('f.txt') as file: {=list} = file.read().split()", "pathlib.Path('f.txt').unlink(missing_ok=True)", "print(pathlib.Path('f.txt').exists())", "with shelve.open('s') as q: q['a'] = {list}", "with shelve.open('s') as q: print(dict(q))", "print(glob.glob('*.txt'))", "fileinput.close()", "configparser.ConfigParser().read('f.txt')",
    "with zipfile.ZipFile('z.zip', 'w') as q: q.writestr('a', str({list}))", "with zipfile.ZipFile('z.zip') as q: print(q.read('a'))", "os.replace('f.txt', 'g.txt')", "os.makedirs('d/e', exist_ok=True)", "open(os.path.join('d', 'f'), 'w').write({str})", "print(sorted(os.walk('.')))", "for q in os.scandir('.'): {list}.append(len(q.name))", "logging.getLogger('a').setLevel({N} * 10)", "print(logging.getLogger('a').level)", "logging.getLogger('a').addHandler(logging.NullHandler())", "os.environ.setdefault('KALE_U', {str})", "print(os.getenv('KALE_U'))", "os.putenv('KALE_V', '1')", "sys.setrecursionlimit(1000 + {N})", "random.Random({N}).shuffle({list})", "{=list} = random.Random({N}).sample({list}, 1)", "print(random.Random({N}).random())", "{=int} = random.choice(range(99))", "random.seed({list}[0])", "secrets.token_hex(1) and None", "decimal.getcontext().rounding = decimal.ROUND_UP", "print(decimal.Decimal('1.25').quantize(decimal.Decimal('1.1')))", "with decimal.localcontext() as q:\n    q.prec = {N}\n    print(decimal.Decimal(1) / 7)", "locale.getlocale()", "sys.path.append('extra')", "print('extra' in sys.path)",
    "del {-tree}", "del {-point}, {-counts}", "del {-text}", "del {-queue}", "del {-endless}", "del {-user}",
)  # fmt: skip

DEFINITIONS: tuple[str, ...] = (
    "def {=func}():\n    {?user}.append({N})\n    return {?user!}.data",
    "def {=func}():\n    {?counts}['f'] += 1\n    return [{?counts!}['f']]",
    "def {=func}():\n    {?tree}['f'] = {N}\n    return list({?tree!})",
    "def {=func}():\n    return [next({?endless})]",
    "def {=func}():\n    {?point}.x += 1\n    return [{?point!}.x]",
    "def {=func}():\n    {?text}.write('f')\n    return [{?text!}.tell()]",
    "def {=func}():\n    return {?part}()",
    "def {=func}():\n    while {?queue}:\n        {?list}.append({?queue!}.popleft())\n    return {?list!}",
    "def {=func}():\n    return [current.get(None)]",
    "def {=change}(q):\n    {?chain}.maps[0]['c'] = q\n    return q",
    "def {=change}(q):\n    return {?getter}(types.SimpleNamespace(items=q, n=1, get=q.copy, copy=q.copy))",
    "def {=change}(q, seen=collections.Counter()):\n    seen.update(q)\n    return list(seen)",
    "def {=change}(q, seen=collections.defaultdict(list)):\n    seen[len(q)].append({N})\n    return seen[len(q)]",
    "@functools.lru_cache(maxsize=2)\ndef {=cachedf}(q):\n    return [q, {?int}]",
    "@functools.cache\ndef {=cachedf}(q):\n    {?list}.append(q)\n    return {?list}",
    "@functools.cache\ndef {=cachedf}(q):\n    return [q] if q < 2 else {=cachedf}(q - 1) + [q]",
    "@functools.total_ordering\nclass {=class}({class}):\n    def __lt__(self, other):\n        {?list}.append({N})\n        return self.n < other.n\n    def __eq__(self, other):\n        return self.n == other.n\n    __hash__ = None",
    "class {=class}({class}):\n    again = functools.partialmethod(setattr, 'n')\n    @functools.cached_property\n    def total(self):\n        return self.items\n    @functools.singledispatchmethod\n    def take(self, q):\n        self.items.append(q)\n    @take.register\n    def _(self, q: str):\n        {?list}.append(q)\n{=object} = {class}({list})\n{object}.again({N}); {object}.take(1); {object}.take('a'); print({object}.total)",
    "class {=class}(collections.UserList):\n    shared = []\n    n = 0\n    @property\n    def items(self):\n        return self.data\n    def add(self, v):\n        self.append(v)\n        return self\n    def get(self):\n        return self.data\n    def bump(self):\n        self.n += 1\n        return self.n\n    def tag(self):\n        self.shared.append({?int})",
    "class {=class}(dict):\n    shared = []\n    def __init__(self, items):\n        super().__init__(items=items)\n        self.n = 0\n    def __getattr__(self, name):\n        try:\n            return self[name]\n        except KeyError:\n            raise AttributeError(name)\n    def add(self, v):\n        self['items'].append(v)\n        return self\n    def get(self):\n        return self['items']\n    def bump(self):\n        self.n += 1\n        return self.n\n    def tag(self):\n        self.shared.append(self.n)",
    "class {=class}(list):\n    shared = []\n    n = 0\n    def add(self, v):\n        self.append(v)\n        return self\n    @property\n    def items(self):\n        return self[:]\n    def get(self):\n        return self\n    def bump(self):\n        self.n = len(self)\n        return self.n\n    def tag(self):\n        {?list}.append(self.n)",
    "class {=class}(types.SimpleNamespace):\n    shared = {list}\n    def __init__(self, items):\n        super().__init__(items=items, n=0)\n    def add(self, v):\n        self.items.append(v)\n        return self\n    def get(self):\n        return self.items\n    def bump(self):\n        self.n += 1\n        return self.n\n    def tag(self):\n        self.__dict__.setdefault('tags', []).append({N})",
    "@dataclasses.dataclass(frozen=True)\nclass Fixed:\n    items: list\n    n: int = 1\n    def __post_init__(self):\n        object.__setattr__(self, 'n', len(self.items))\n{=record} = Fixed({list})",
    "@dataclasses.dataclass(order=True, slots=True)\nclass Slim:\n    n: int\n    items: list = dataclasses.field(default_factory=lambda: {list}, compare=False)\n{=record} = Slim({N})",
    "@dataclasses.dataclass\nclass Deep(Point):\n    more: dict = dataclasses.field(default_factory=dict)\n    seen: dataclasses.InitVar = None\n    def __post_init__(self, seen):\n        self.more['seen'] = seen\n        {?list}.append(self.x)\n{=point} = Deep({N}, {list}, seen={list})",
    "class Half({class}):\n    @classmethod\n    def of(cls, *q):\n        made = cls(list(q))\n        {?list}.append(len(q))\n        return made\n    @staticmethod\n    def merge(q, r):\n        q.items += r.items\n        return q\n{=object} = Half.of({N}, 2)\nHalf.merge({object}, {object})",
    "async def waiting(q):\n    await asyncio.sleep(0)\n    q.append({N})\n    {?list}.append({N})\n    return q\nasync def both():\n    return await asyncio.gather(waiting({?list}), waiting([1]))\n{=nested} = asyncio.run(both())",
    "async def stream_of(q):\n    for r in q:\n        {?list}.append(r)\n        yield r\nasync def read_all():\n    return [r async for r in stream_of({?list}[:2])]\n{=list} = asyncio.run(read_all())",
    "@contextlib.contextmanager\ndef {=manager}(q):\n    old, q[:] = q[:], [{N}]\n    try:\n        yield q\n    finally:\n        q[:] = old",
    "class Timer_(contextlib.ContextDecorator):\n    def __init__(self, q):\n        self.q = q\n    def __enter__(self):\n        self.q.append({N})\n    def __exit__(self, *error):\n        {?list}.append({N})\n@Timer_({list})\ndef {=func}():\n    return {?list}",
    "def traced(q, *, log_={list}):\n    @functools.wraps(q)\n    def call(*r, **s):\n        log_.append(q.__name__)\n        return q(*r, **s)\n    call.log = log_\n    return call\n@traced\ndef {=func}():\n    return {?list}",
    "def counted_(q):\n    def call(*r):\n        call.times += 1\n        return q(*r)\n    call.times = 0\n    return call\n{=change} = counted_({change})\n{change}({list}); print({change}.times if hasattr({change}, 'times') else None)",
    "def {=func}(state={{'n': 0}}):\n    state['n'] += 1\n    return [state['n']]",
    "def {=gen}():\n    total = 0\n    while total < 3:\n        got = yield total\n        total += got or 1\n        {?list}.append(total)\n{=iter} = {gen}()\nnext({iter}, None)",
    "def {=gen}():\n    with contextlib.suppress(GeneratorExit):\n        for q in {?queue}:\n            yield q\n    {?list}.append({N})",
)

BLOCKS: tuple[str, ...] = (
    "for q, r in {counts}.most_common(2):\n{body}",
    "for q, r in itertools.groupby(sorted({list})):\n    {list}.extend(r)\n{body}",
    "for q, r in zip({endless}, {list}):\n{body}",
    "for q in iter({list}[:].pop, {N}):\n{body}\n    break",
    "for q in {user}:\n    if q:\n        {list}.append({N})\n{body}",
    "while {queue}:\n    {queue!}.popleft()\n{body}",
    "while {heap} and heapq.heappop({heap}) < 3:\n{body}",
    "with contextlib.ExitStack() as stack:\n    stack.enter_context({manager}({list}))\n    stack.callback({list}.append, {N})\n{body}",
    "with contextlib.closing({text}) as q:\n    q.write({str})\n{body}",
    "with contextlib.redirect_stdout({text}):\n{body}",
    "with lock_:\n{body}",
    "with contextlib.suppress(StopIteration):\n    next({endless})\n{body}",
    "match {point}:\n    case Point(x=1 | 2):\n{body2}\n    case Point(x={=int}, log={=list}):\n{body2}",
    "match {tree}:\n    case {{'a': {{'b': {=list}}}, **rest}}:\n{body2}\n    case _:\n{body2}",
    "match {list}, {dict}:\n    case [[q, *_], {{'x': r}}] if q < r:\n{body2}\n    case [{=list}, _]:\n{body2}",
    "match {str}:\n    case 'a' | 'b':\n{body2}\n    case str() as {=str}:\n{body2}",
    "async def main():\n    global {=int}, {=list}\n    {=int} = {N}\n    {=list} = [{N}]\n{body}\n    await asyncio.sleep(0)\nasyncio.run(main())",
    "try:\n    next({endless})\n{body}\nexcept StopIteration:\n{body}",
)

LIBRARIES: dict[str, str] = {
    name: name
    for name in (
        "argparse", "array", "ast", "asyncio", "bisect", "concurrent.futures", "configparser", "contextvars", "copyreg",
        "csv", "ctypes", "datetime", "fileinput", "fractions", "gc", "glob", "graphlib", "importlib", "inspect",
        "locale", "logging", "math", "pickle", "pprint", "re", "reprlib", "secrets", "shelve", "shutil", "statistics",
        "string", "struct", "tempfile", "textwrap", "typing", "weakref", "zipfile", "zlib",
    )
}  # fmt: skip

SUPPORT: dict[str, str] = {
    "Owned": "class Owned(collections.UserList):\n    made = []\n    def append(self, v):\n        Owned.made.append(v)\n        super().append(v)\n    def both(self):\n        return self.data + self.made",
    "Defaults": "class Defaults(collections.UserDict):\n    def __missing__(self, key):\n        self.data[key] = [len(self.data)]\n        return self.data[key]",
    "Named": "class Named(dict):\n    def __getattr__(self, name):\n        if name.startswith('__'):\n            raise AttributeError(name)\n        return self.setdefault(name, [])\n    def __setattr__(self, name, value):\n        self[name] = value\n    def __missing__(self, key):\n        return [key]",
    "grow": "def grow():\n    return collections.defaultdict(grow)",
    "Point": (
        "@dataclasses.dataclass\nclass Point:\n    x: int\n    log: list = dataclasses.field(default_factory=list)\n    made = []\n    limit = 3\n    def grow(self):\n        self.x += 1\n        self.log.append(self.x)\n        return self.log\n"
        "    def put(self, q):\n        self.log = q\n        Point.made.append(len(q))\n        return q\n    @functools.cached_property\n    def total(self):\n        return self.x + len(self.log)"
    ),
    "Level": "class Level(enum.Enum):\n    LOW = 1\n    HIGH = 2\n    def __init__(self, value):\n        self.weights = [value]\n    @property\n    def weight(self):\n        return sum(self.weights)\nLevel.seen = []",
    "current": "current = contextvars.ContextVar('current', default=None)",
    "lock_": "lock_ = threading.Lock()",
    "here": "here = threading.local()",
    "gather": "async def add_later(q):\n    await asyncio.sleep(0)\n    q.append(len(q))\n    return q\nasync def gather(*q):\n    return await asyncio.gather(*map(add_later, q))",
    "awaits": "async def awaits(q):\n    task = asyncio.ensure_future(asyncio.sleep(0, q))\n    got = await task\n    got.append(7)\n    return got",
    "ticking": "ticks_ = []\nasync def ticking(q):\n    async with asyncio.Lock():\n        ticks_.append(q)\n    return len(ticks_)",
    "managed": "@contextlib.asynccontextmanager\nasync def opened(q):\n    q.append(1)\n    yield q\n    q.append(2)\nasync def managed(q):\n    async with opened(q) as r:\n        r.append(3)",
    "collecting": "async def numbers(q):\n    while q:\n        yield q.pop()\nasync def collecting(q):\n    return [r async for r in numbers(q)]",
}
