"""The phrases that random programs are made of, by what they give.

`{list}` stands for a variable of that kind which there is already, `{=list}` for one that is bound here, `{e:list}` for
an expression of that kind, `{N}` for a small number, `{?list}` in a function's body for any variable of that kind, bound
by now or later. A variable keeps its kind, so that few programs fail.
"""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "int": ("i", "j", "k"),
    "str": ("s", "t"),
    "list": ("xs", "ys", "zs", "ws"),
    "nested": ("rows", "grid"),
    "dict": ("d", "e"),
    "lists": ("table", "index"),
    "set": ("seen", "known"),
    "pair": ("pair", "couple"),
    "object": ("box", "crate"),
    "class": ("Box", "Crate"),
    "func": ("f", "g"),
    "change": ("h", "p"),
    "funcs": ("calls", "hooks"),
    "iter": ("it", "rest"),
    "array": ("a", "b", "c"),
    "matrix": ("m",),
    "frame": ("df", "other"),
    "series": ("col", "line"),
    "rng": ("rng",),
}

SHOWN: dict[str, str] = {
    "set": "sorted({})",
    "object": "{0}.items, {0}.n",
    "class": "{}.shared",
    "func": "{}()",
    "change": "{}([1])",
    "funcs": "[q() for q in {}]",
    "iter": "next({}, None)",
    "array": "{}.tolist()",
    "matrix": "{}.tolist()",
    "frame": "{}.to_dict('list')",
    "series": "{}.tolist()",
    "rng": "{}.integers(100)",
}
"""How a variable of a kind is printed, if not by its name."""

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "int": (
        "{N}", "{int} + {N}", "len({list})", "sum({list})", "{dict}.get('x', 0)", "{object}.n", "{list}[0]",
        "len({set})", "max({list}, default=0)", "{rng}.integers(10)", "random.randint(0, 99)", "{int} * 2",
        "int(np.random.randint(100))", "int({array}.sum())", "len({func}())", "len({nested})", "{class}.shared and 1 or 2",
        "sum(1 for q in {list} if q > {N})", "next({iter}, -1)", "{list}.pop() if {list} else {N}", "len({frame})",
        "getattr({object}, 'n')", "{dict}.setdefault('y', {N})", "{dict}.pop('x', {N})", "id({list}) == id({list})",
        "int({list} is {list})", "int({array}[0])", "{object}.bump()", "int({frame}['x'].sum())",
        "len(list({iter}))", "isinstance({object}, {class})",
    ),
    "str": ("'a'", "{str} + 'b'", "f'{{{list}}}-{{{int}}}'", "str({list})", "'-'.join(str(q) for q in {list})", "repr({dict})"),
    "list": (
        "[{N}, {N}]", "[3, 1, 2]", "{list}", "{list}", "{list}[:]", "{list}.copy()", "list({list})", "{nested}[0]",
        "{lists}['a']", "sorted({list})", "[q + {N} for q in {list}]", "{object}.items", "{pair}[0]", "{change}({list})",
        "copy.copy({list})", "copy.deepcopy({list})", "{list} + {list}", "[*{list}, {int}]", "{list} * 2",
        "{list} if {int} > 2 else {list}", "{list} or {list}", "{lists}.get('a')", "{func}()", "list(map(int, {list}))",
        "[q for q, _ in zip({list}, {list})]", "[n for n, _ in enumerate({list})]", "list(reversed({list}))",
        "{lists}.setdefault('b', {list})", "{object}.add({N}).items", "max({nested}, key=len)", "(lambda q: q)({list})",
        "next(iter({nested}))", "{class}.shared", "{nested}[-1]", "[q for r in {nested} for q in r]", "{funcs}[0]()",
        "sorted({list}, key=lambda q: -q)", "{object}.get()", "{lists}.pop('a', {list})", "list({dict}.values())",
        "(lambda: {list})()", "[[q, q] for q in {list}][0]", "functools.reduce(lambda u, v: u + v, {nested}, [])",
        "getattr({object}, 'items')", "vars({object})['items']", "{array}.tolist()", "list(range({N}))",
        "{nested}.pop() if {nested} else {list}", "{pair}[1][0]", "dict(k={list})['k']", "[{list}, {list}][{N} % 2]",
        "{frame}['x'].tolist()", "list(itertools.chain({list}, {list}))", "operator.itemgetter(0)([{list}])",
    ),
    "nested": (
        "[{list}, {list}]", "[[1], [2]]", "{nested}", "{nested}[:]", "[list(q) for q in {nested}]", "list({lists}.values())",
        "copy.deepcopy({nested})", "[{list}] * 2", "[[] for _ in range(2)]", "sorted({nested}, key=len)", "[*{nested}, {list}]",
        "[q for q in {nested}]", "list({pair})[:1]", "[q for q in ({list}, {list})]", "list(zip({list}, {list}))[:0] or [{list}]",
        "{nested} + [{list}]", "copy.copy({nested})", "list(filter(None, [{list}]))", "[{object}.items]", "list(map(sorted, {nested}))",
    ),
    "dict": (
        "{{'x': {N}}}", "{dict}", "dict({dict})", "{{**{dict}, 'z': {N}}}", "{{str(q): q for q in {list}}}", "{dict}.copy()",
        "dict(x={N}, y={int})", "{dict} | {{'w': {N}}}", "dict(zip('abc', {list}))", "collections.Counter({list})",
    ),
    "lists": (
        "{{'a': {list}, 'b': [{N}]}}", "{lists}", "dict({lists})", "{lists}.copy()", "{{q: {list} for q in 'ab'}}",
        "copy.deepcopy({lists})", "{{'a': {list}, **{lists}}}", "dict(a={list})", "dict.fromkeys('ab', {list})",
        "collections.defaultdict(list, a={list})", "{{**{lists}}}", "{{q: list(r) for q, r in {lists}.items()}}",
        "collections.OrderedDict({lists})", "dict(zip('ab', {nested}), a={list})",
    ),
    "set": ("{{1, {N}}}", "set({list})", "{set}", "{set} | {{{N}}}", "{set}.copy()", "{{q for q in {list}}}", "{set} - {{1}}"),
    "pair": ("({list}, {list})", "({list}, [{list}])", "{pair}", "tuple([{list}, {nested}])", "({list},) + ([{list}],)", "({list}, {nested})[:]"),
    "object": ("{class}({list})", "{class}([{N}])", "{object}", "copy.copy({object})", "copy.deepcopy({object})", "{object}.add({N})", "{object} if {int} else {object}"),
    "class": ("{class}", "type({object})"),
    "func": (
        "lambda: {list}", "lambda: list({?list})", "lambda q={list}: q", "lambda: [{?int}]", "{func}", "functools.partial({change}, {list})",
        "lambda: {func}()", "{object}.get", "make_counter()", "make_appender({list})", "make_getter({list})", "lambda: {object}.items",
        "(lambda q: lambda: q)({list})", "{funcs}[0]", "functools.partial(sorted, {list})", "{list}.copy", "lambda: {change}({?list})",
        "lambda: [len({?frame})]", "lambda: {?array}.tolist()",
    ),
    "change": ("lambda q: q + {list}", "{change}", "lambda q: (q.append({N}), q)[1]", "lambda q, r={list}: r", "lambda q: {?list} + q", "sorted", "list"),
    "funcs": ("[{func}, {func}]", "[lambda: {list}, {func}]", "{funcs}", "{funcs}[:]", "[lambda q=q: [q] for q in {list}] or [{func}]"),
    "iter": ("iter({list})", "iter([5, 6, 7, 8])", "{iter}", "reversed({list})", "enumerate({list})", "zip({list}, {list})", "map(int, {list})"),
    "array": (
        "np.arange(6)", "np.array([3, 1, 2, 5, 4, 0])", "{array}", "{array}.copy()", "{array} + {N}", "{array}[::-1]", "{array}.reshape(-1)",
        "np.asarray({array})", "np.random.randint(0, 9, 6)", "np.sort({array})", "{array}[:]", "{matrix}.ravel()", "np.where({array} > 2, {array}, 0)",
        "{array}.astype(int)", "{array}.view()", "np.array({array})", "np.cumsum({array})", "{array} * {array}", "{rng}.permutation(6)", "np.concatenate([{array}[:3], {array}[3:]])",
        "{array}[{array} >= 0][:6]", "np.clip({array}, 0, 3)", "np.add({array}, 1)", "{array}.T", "np.flip({array})", "{array}.astype(int, copy=False)",
        "np.maximum({array}, {N}, out={array})", "np.ravel({matrix})",
    ),
    "matrix": ("{array}.reshape(2, 3)", "np.zeros((2, 3), dtype=int)", "{matrix}", "{matrix}.T.T", "np.atleast_2d({array}).reshape(2, 3)", "{matrix} + 1", "np.vstack([{array}[:3], {array}[:3]])"),
    "frame": (
        "pd.DataFrame({{'x': [1, 2, 3], 'y': [4, 5, 6]}})", "{frame}", "{frame}.copy()", "{frame}[['x', 'y']]", "{frame}.head(2)", "{frame}[{frame}['x'] > 1]",
        "{frame}.assign(z={N})", "{frame}.reset_index(drop=True)", "{frame}.sort_values('y', ascending=False)", "{frame}.rename(columns=str)", "pd.concat([{frame}, {frame}])",
        "{frame}.iloc[1:]", "{frame}.pipe(lambda q: q)", "{frame}.drop(columns='z', errors='ignore')", "pd.DataFrame({{'x': {array}, 'y': {array}}})", "{frame}.fillna(0)",
        "{frame}.loc[:]", "pd.DataFrame({frame})", "{frame}.groupby('x', as_index=False).sum()", "{frame}.apply(lambda q: q + 1)", "{frame}.transform(lambda q: q)", "{frame}.merge({frame}[['x']], on='x')",
    ),
    "series": ("{frame}['x']", "{frame}.y", "{series}", "{series} + 1", "{series}.copy()", "{frame}.loc[:, 'x']", "pd.Series({list} or [0])", "pd.Series([1, 2, 3])", "{series}.head(2)", "{frame}['x'].map(lambda q: q + {?int})", "{series}.sort_values()"),
    "rng": ("np.random.default_rng({N})", "{rng}", "random.Random({N}) and np.random.default_rng(2)"),
}  # fmt: skip

STATEMENTS: tuple[str, ...] = (
    # Names
    *(f"{{={kind}}} = {{e:{kind}}}" for kind in KINDS if kind != "class"),
    *(f"{{={kind}}} = {{{kind}}}" for kind in KINDS if kind != "class"),
    "{=list} = {=list} = {e:list}", "{=list}, {=list} = {e:list}, {e:list}", "{=list}, {=nested} = {e:list}, {e:nested}", "{=list}, *{=nested} = {nested} + [{list}]",
    "({=int}, {=list}) = {N}, {list}", "{=list}: list = {e:list}", "{=int} = ({=list} := {e:list}) and {N}", "del {-list}", "del {-int}", "del {-nested}", "{=int}, {=int} = {N}, {int}",
    "for {=int} in {list}[:3]: pass", "for {=list} in {nested}: pass", "{list}, {list} = {list}, {list}",
    # Changes in place
    "{list}.append({e:int})", "{list} += [{N}]", "{list} += {e:list}", "{list}[0:1] = [{N}]", "{list}.extend({list}[:2])", "{list}.sort()", "{list}.insert(0, {int})", "{list}.reverse()",
    "del {list}[:1]", "{list}.clear()", "{list} *= 2", "{list}[:] = {list}[:3]", "{list}[-1:] = []", "{int} += {N}", "{int} -= {e:int}", "{str} += 'c'", "{nested}.append({list})",
    "{nested}[0].append({N})", "{nested}[0] = {list}", "{nested}[-1] += [{N}]", "for q in {nested}: q.append({N})", "[q.append({N}) for q in {nested}]", "{dict}['x'] = {e:int}", "{dict}.update(v={N})",
    "{dict} |= {{'u': {N}}}", "{dict}['x'] = {dict}.get('x', 0) + 1", "{lists}['a'] = {list}", "{lists}['a'].append({N})", "{lists}.setdefault('c', []).append({N})", "{lists}.update(a={list})",
    "for q in {lists}.values(): q.append({N})", "{set}.add({N})", "{set} |= {{{N}, 7}}", "{set}.discard(1)", "{set}.update({list})", "{pair}[0].append({N})", "{pair}[1].append({N})", "{object}.items = {list}",
    "{object}.items.append({N})", "{object}.n += 1", "{object}.add({N})", "{object}.n = {e:int}", "{object}.items += [{N}]", "{class}.shared.append({N})", "{class}.shared = [{N}]", "{class}.extra = {list}",
    "setattr({object}, 'n', {N})", "{object}.link = {list}", "{class}.bump = lambda self: 40 + self.n", "{object}.tag()", "random.shuffle({list})", "heapq.heappush({list}, {N})", "operator.iadd({list}, [{N}])",
    "list.append({list}, {N})", "globals()['i'] = {N}", "vars({object})['n'] = {N}", "{object}.__dict__.update(n={N})",
    "{array}[0] = {N}", "{array} += 1", "{array}[1:] *= 2", "{array}.sort()", "{array}[{array} > 3] = 0", "{matrix}[0, 0] = {N}", "{matrix}[0] += 1", "{matrix} -= 1", "np.add({array}, 1, out={array})", "{array}.fill({N})",
    "np.random.shuffle({array})", "{array}[:3] = {array}[3:]", "{array}[:], {int} = 5, 2", "np.copyto({array}, {array}[::-1])", "{rng}.shuffle({array})", "{array}.flat[0] = {N}",
    "{frame}['z'] = {e:int}", "{frame}['x'] += 1", "{frame}.loc[0, 'y'] = {N}", "{frame}.iloc[0, 0] = {N}", "{frame}.drop(columns='z', errors='ignore', inplace=True)", "{frame}.sort_values('y', ascending=False, inplace=True)",
    "{frame}['x'] = {frame}['y'] + {N}", "{frame}.insert(0, f'n{{len({frame}.columns)}}', {N})", "{frame}.reset_index(drop=True, inplace=True)", "{frame}.columns = [q for q in {frame}.columns]", "{frame}.at[0, 'x'] = {N}",
    "{frame}.x = {N}", "{frame}.rename(columns=str, inplace=True)", "{series}.iloc[0] = {N}", "{series} += 1", "{frame}.pop('z') if 'z' in {frame} else None", "{frame}.update({frame})", "{frame}.index = range(len({frame}))", "del {frame}['x'], {frame}['y']",
    "{class}.add = lambda self, v: (self.items.append(v * 2), self)[1]", "{change}(*[{list}])", "{change}(**{{'q': {list}}})", "{object}.get = lambda: {list}", "{=list} = list(filter(None, map({change}, {nested})))",
    "{=list} = sorted({nested}, key=lambda q: {list}.append(len(q)) or len(q))[0]", "{=iter} = zip({iter}, {list})", "{=iter} = itertools.islice({iter}, 2)", "{=func} = functools.partial({change}, {list})",
    # Iterators, calls, state
    "next({iter}, None)", "{=int} = next({iter}, 0)", "{=list} = list({iter})", "{=int} = sum(1 for _ in {iter})", "for q in {iter}: break", "{change}({list})", "{func}()", "[q() for q in {funcs}]", "{funcs}.append({e:func})",
    "{funcs}[0]()", "{funcs}[0] = {func}", "{func}().append({N})", "{change}({list}).append({N})", "random.seed({N})", "np.random.seed({N})", "{=int} = random.randint(0, 99)", "{=int} = int(np.random.rand() * 100)",
    "print({e:int})", "print({e:list})", "{=list} = random.sample(range(20), 3)", "os.environ['KALE_T'] = str({int})", "print(os.environ.get('KALE_T'))", "open('f.txt', 'w').write(str({list}))", "open('f.txt', 'a').write('x')",
    "print(open('f.txt').read())", "print(os.path.exists('f.txt'))", "np.set_printoptions(precision=2)", "print(np.array([1.23456]))", "pd.set_option('display.max_rows', {N} + 3)", "print(pd.get_option('display.max_rows'))",
    "{func}.calls = {list}", "print(getattr({func}, 'calls', None))", "assert {list} is not None", "print({list} is {list}, {nested}[0] is {list})", "print([q is {list} for q in {nested}])", "warnings.simplefilter('ignore')",
    "print({object}.items is {list})", "print(any(q is {list} for q in {lists}.values()))", "print(f'{{{list}}} {{{int}}}')", "print('%s' % ({list},))", "print(type({object}).__name__, isinstance({object}, {class}))",
)  # fmt: skip

DEFINITIONS: tuple[str, ...] = (
    "def {=func}():\n    return {list}",
    "def {=func}():\n    {?list}.append({N})\n    return {?list}",
    "def {=func}():\n    return [{?int}, len({?list})]",
    "def {=func}():\n    global {?int}\n    {?int!} = {?int!} + 1\n    return [{?int!}]",
    "def {=func}():\n    global {?list}\n    {?list!} = {?list!} + [{N}]\n    return {?list!}",
    "def {=func}(acc=[]):\n    acc.append({?int})\n    return acc",
    "def {=func}(acc={list}):\n    acc.append({N})\n    return acc",
    "def {=func}():\n    return {?func}() + [{N}]",
    "def {=func}():\n    yield_ = [q for q in {?list}]\n    return yield_",
    "def {=func}():\n    def inner():\n        return {?list}\n    return inner()",
    "def {=func}():\n    {?object}.add({N})\n    return {?object}.items",
    "def {=func}():\n    local = {?list}\n    local.append({N})\n    return local[:]",
    "def {=func}():\n    {?dict}['x'] = {N}\n    return list({?dict}.values())",
    "def {=func}():\n    {?frame}['z'] = {N}\n    return [len({?frame}.columns)]",
    "def {=func}():\n    {?array}[0] = {N}\n    return {?array}.tolist()",
    "def {=func}():\n    return [random.randint(0, 9)]",
    "def {=change}(*q):\n    q[0].append({N})\n    return q[0]",
    "def {=change}(q, **r):\n    {?dict}.update(r)\n    return q",
    "def {=func}():\n    seen = []\n    def inner():\n        nonlocal seen\n        seen = seen + [{?int}]\n        return seen\n    return inner()",
    "def {=func}():\n    try:\n        {?list}.append({N})\n        return {?list}\n    except NameError:\n        return []\n    finally:\n        {?list}[:0] = [{N}]",
    "def {=func}():\n    {?class}.shared.append({N})\n    return {?class}.shared",
    "def {=change}(q):\n    q.append({?int})\n    return q",
    "def {=change}(q):\n    return [*q, {?int}]",
    "def {=change}(q, r={list}):\n    r += q\n    return r",
    "def {=change}(q):\n    {?nested}.append(q)\n    return q",
    "def {=change}(q):\n    {?object}.items = q\n    return q",
    "def {=change}(q, memo={{}}):\n    memo[len(memo)] = q\n    return memo[0]",
    "def {=change}(q):\n    try:\n        return q\n    finally:\n        q.append({N})",
    "def {=change}(q):\n    for r in q:\n        {?list}.append(r)\n    return {?list}[:5]",
    "def {=change}(q):\n    return {?change}(q) if len(q) < 3 else q",
    "def {=change}(q):\n    q = q + [{N}]\n    q.append({N})\n    return q",
    "def {=change}(q):\n    {?lists}['a'] = q\n    return q",
    "@functools.wraps(sorted)\ndef {=change}(q):\n    return sorted(q)",
    "@logged\ndef {=func}():\n    return {?list}",
    "@logged\ndef {=change}(q):\n    q.append({N})\n    return q",
    (
        "class {=class}:\n    shared = []\n    def __init__(self, items):\n        self.items = items\n        self.n = 0\n"
        "    def add(self, v):\n        self.items.append(v)\n        self.n += 1\n        return self\n"
        "    def get(self):\n        return self.items\n    def bump(self):\n        self.n += 1\n        return self.n\n"
        "    def tag(self):\n        type(self).shared.append(self.n)"
    ),
    (
        "class {=class}:\n    shared = {list}\n    def __init__(self, items):\n        self.items = list(items)\n        self.n = {?int}\n"
        "    def add(self, v):\n        {?list}.append(v)\n        return self\n    def get(self):\n        return {?list}\n"
        "    def bump(self):\n        self.n = self.n + len(self.items)\n        return self.n\n"
        "    def tag(self):\n        {?class}.shared = [self.n]"
    ),
    "class {=class}({class}):\n    def add(self, v):\n        super().add(v)\n        self.n += 10\n        return self",
    (
        "@dataclasses.dataclass\nclass {=class}:\n    items: list\n    n: int = 3\n    shared = []\n"
        "    def add(self, v):\n        self.items += [v]\n        return self\n    def get(self):\n        return self.items\n"
        "    def bump(self):\n        return self.n\n    def tag(self):\n        self.shared.append(self.n)"
    ),
    (
        "class {=class}:\n    shared = [0]\n    made = []\n    def __init__(self, items):\n        self._items = items\n        self.n = len(self.made)\n"
        "        self.made.append(self)\n    @property\n    def items(self):\n        self.n += 1\n        return self._items\n"
        "    @items.setter\n    def items(self, value):\n        self._items = value\n"
        "    def add(self, v):\n        self.made[0]._items.append(v)\n        return self\n    def get(self):\n        return self._items\n"
        "    def bump(self):\n        return len(self.made)\n    @classmethod\n    def tag(cls):\n        cls.shared.append(1)"
    ),
)

BLOCKS: tuple[str, ...] = (
    "if {e:int} > 1:\n{body}",
    "if {e:int} > 1:\n{body}\nelse:\n{body}",
    "if {list}:\n{body}\nelif {int}:\n{body}\nelse:\n{body}",
    "for {=int} in range({N}):\n{body}",
    "for {=int} in range(2):\n{body}\nelse:\n{body}",
    "for q in list({list})[:3]:\n{body}",
    "for r, q in enumerate({list}[:2]):\n{body}",
    "for q in {nested}[:3]:\n    q.append({N})\n{body}",
    "for q, r in list({lists}.items()):\n    r.append({N})\n{body}",
    "while len({list}) < {N}:\n    {list!}.append({N})\n{body}",
    "while True:\n{body}\n    break",
    "try:\n{body}\nexcept Exception as error:\n    print(type(error).__name__)",
    "try:\n    {list}[99]\n{body}\nexcept IndexError:\n{body}",
    "try:\n{body}\nexcept ValueError:\n    pass\nelse:\n{body}\nfinally:\n{body}",
    "try:\n{body}\n    raise ValueError\nexcept ValueError:\n{body}",
    "with contextlib.suppress(Exception):\n{body}",
    "with contextlib.nullcontext({list}) as q:\n    q.append({N})\n{body}",
    "for q in range(3):\n    if q == 1:\n        continue\n    if q > 1:\n        break\n{body}",
    "match {int}:\n    case 1:\n        {list}.append(1)\n    case _:\n        {list}.append(2)",
    "match {list}:\n    case [q, *{=list}]:\n        pass\n    case {=list}:\n        pass",
)

PRELUDE = (
    "import collections, contextlib, copy, dataclasses, functools, heapq, itertools, operator, os, random, warnings"
)
"""What every program imports; NumPy and pandas only where it uses them."""

SEEDS = {r"\brandom\b": "random.seed(1)", r"\bnp\.random\.": "np.random.seed(1)"}
"""What every program does in which this is found: no two runs of one that draws random numbers would be the same."""

SUPPORT: dict[str, str] = {
    "make_counter": "def make_counter():\n    count = 0\n    def step():\n        nonlocal count\n        count += 1\n        return [count]\n    return step",
    "make_appender": "def make_appender(q):\n    def step():\n        q.append(len(q))\n        return q\n    return step",
    "make_getter": "def make_getter(q):\n    return lambda: q",
    "logged": "log = []\ndef logged(fn):\n    @functools.wraps(fn)\n    def call(*args):\n        log.append(fn.__name__)\n        return fn(*args)\n    return call",
}
"""Definitions that phrases use by name."""
