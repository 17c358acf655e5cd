"""More phrases for random programs, one group for each construct of Python that a notebook may be made of.

Written as in `vocabulary`. A statement that fails where it stands is left out of the program, so a phrase may ask for
more than every variable of its kind can do.
"""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "gen": ("produce", "stream"),
    "manager": ("scope", "guard"),
    "queue": ("queue", "todo"),
    "record": ("node", "entry"),
    "views": ("parts", "windows"),
    "cell": ("cell", "slot"),
}

SHOWN: dict[str, str] = {
    "gen": "list({}())[:5]",
    "manager": "{}.__name__",
    "queue": "list({})[:6]",
    "record": "{0}.items, {0}.n",
    "views": "[q.tolist() for q in {}]",
    "cell": "{0}.get()",
}

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "gen": ("{gen}", "lambda: (q for q in {?list})", "lambda: iter({list})", "lambda: map({change}, [{list}])", "functools.partial(iter, {list})"),
    "manager": ("{manager}", "contextlib.nullcontext"),
    "queue": ("collections.deque({list})", "{queue}", "collections.deque({list}, maxlen=4)", "copy.copy({queue})", "collections.deque([{list}])", "{queue} + {queue}"),
    "record": (
        "types.SimpleNamespace(items={list}, n={N})", "{record}", "copy.copy({record})", "Row({list}, {N})", "Row(items={list}, n={int})",
        "{record}._replace(n={N})", "types.SimpleNamespace(**vars({record}))", "Slotted({list})", "Slotted({list}, {N})",
    ),
    "views": ("[{array}[:3], {array}[3:]]", "np.split({array}, 2)", "list({matrix})", "[{array}, {array}[::2]]", "{views}", "{views}[:]", "[q.T for q in {views}]", "np.array_split({array}, 3)", "[np.diagonal({matrix})]"),
    "cell": ("make_cell({list})", "{cell}", "make_cell([{N}])", "make_cell({list})", "{cell}.twin()"),
    "list": (
        "list({gen}())[:5]", "list({queue})[:6]", "{record}.items", "{cell}.get()", "{cell}.put({list})", "next({gen}(), {list})", "[q for r in {nested} if (s := len(r)) for q in r * s][:6]",
        "[({list} := {list} + [q])[0] for q in (1, 2)]", "[{?list} for {?list!} in {nested}][-1]", "(lambda *q, r=2: [*q, r])(*{list}[:2])", "(lambda **q: list(q))(**{dict})", "list(itertools.accumulate({list}))",
        "[*{list}, *{list}][:6]", "list(dict.fromkeys({list}))", "sum({nested}, [])[:6]", "list(collections.ChainMap({dict}, {dict}))", "list({list} for _ in range(1))[0]", "({list} if {list} is {list} else {list})",
        "[{list}.__getitem__(0)]", "{list}.__add__([{N}])", "next(filter(None, {nested}), {list})", "[q for q in iter({list}[:3].pop, {N})][:0]", "sorted({list}, key={dict}.get) if not {list} else {list}", "eval('{list}')",
        "list(copy.copy({record}).items)", "{record}[0]", "vars()['{list}']", "list(itertools.tee({iter})[0])[:4]", "[q for q, r in itertools.groupby({list})]", "drive(later({list}))", "drive(waits({list}))",
        "functools.reduce(operator.iadd, {nested}, [])[:6]", "functools.reduce(lambda u, v: u.append(v) or u, {list}[:2], {list})", "memo.setdefault({N}, {list})", "cached({N})[:4]", "operator.attrgetter('items')({object})",
        "operator.methodcaller('get')({object})", "max({nested} + [{list}], key=lambda q: {?list}.append(0) or len(q))", "getattr({object}, 'link', {list})", "{object}[0:2]", "list({object})[:4]", "({object} + {object}).items", "{object}(1).items",
        "{func}.__defaults__[0] if {func}.__defaults__ else [{N}]", "({func}.__closure__ or [types.SimpleNamespace(cell_contents=[{N}])])[0].cell_contents", "sys.modules['__main__'].{list}", "globals()['{list}']", "locals()['{list}']",
        "Registry.made", "Registry.named['{list}']", "one(One).items", "Color.RED.value", "dispatch({list})", "{list}.copy() if any({list}) else {list}", "[[{list}]][0][0]", "(*{list},)[:2] and {list}", "{lists}.get('self', {list})",
    ),
    "int": (
        "len(list({gen}())[:5])", "len({queue})", "{record}.n", "len({cell}.get())", "{queue}.popleft()", "sum(q.sum() for q in {views})", "sum(q for q in {list} if not {list}.append(q) and q < 3) if len({list}) < 3 else 0",
        "(s := {int}) + {N}", "{list}.index({list}[0])", "len({object})", "{N} in {object}", "{object} == {object}", "sum(map(len, {nested}))", "next(counter)", "int({list} == {list})", "{dict}.popitem()[1]", "min({list}, default={N})",
        "{list}.count({N})", "{list}.__len__()", "int(bool({object}))", "hash({pair}[0:0])", "int(np.shares_memory({array}, {array}))", "int({array}.base is {array})", "int(np.add.reduce({array}))", "Color.RED.shade",
    ),
    "func": (
        "{cell}.get", "functools.partial({cell}.put, [{N}])", "operator.methodcaller('copy').__call__ and (lambda: {?list})", "functools.cache(lambda: [{N}])", "bind({list})", "[lambda: {list}, {func}][{N} % 2]", "{record}.items.copy",
        "twice({func})", "(lambda q: lambda: q.append({N}) or q)({list})", "lambda *q, r={list}: r", "lambda: ({func}(), {func}())[1]", "functools.partial(operator.iadd, {list}, [{N}])", "lambda: (yield_ := {?list})",
    ),
    "change": (
        "{cell}.put", "functools.partial(operator.iadd, {list})", "{list}.extend", "twice({change})", "lambda q: {?cell}.put(q)", "lambda q: [*q, *{?queue}]", "lambda q, /, *, r=2: q + [r]", "lambda q: ({?record}.items.append(q), q)[1]",
        "functools.partial(functools.partial(lambda r, s, q: q + r + s, {list}), {list})", "dispatch", "operator.itemgetter(slice(0, 2))",
    ),
    "nested": ("[{record}.items, {list}]", "[q for q in {views} and [{list}]]", "[list(q) for q in itertools.product({list}[:2], {list}[:2])]", "[{cell}.get(), {cell}.get()]", "list(map({change}, [{list}]))", "[[q for q in r] for r in {nested}]"),
    "array": (
        "{views}[0]", "{matrix}[0]", "{matrix}[:, 1]", "{matrix}.T[0]", "np.frombuffer({array}, dtype={array}.dtype)", "np.swapaxes({matrix}, 0, 1).ravel()", "np.asarray(memoryview({array}))", "{array}[None][0]", "{array}[...]", "{array}.reshape(2, 3)[1]",
        "np.squeeze({array})", "{array}[np.array([0, 1])]", "np.vectorize(lambda q: q + {?int})({array})", "np.apply_along_axis(sorted, 0, {array})", "np.require({array})", "np.lib.stride_tricks.sliding_window_view({array}, 3)[0]", "{array}.real", "np.array({array}, copy=False)",
        "np.array({array}, copy=None)", "{frame}['x'].to_numpy()", "{series}.values", "{frame}.to_numpy()[0]", "np.where({array} > {N})[0]", "np.take({array}, [0, 1])", "np.moveaxis({matrix}, 0, 1)[0]", "np.minimum({array}, {array}[::-1])",
    ),
    "matrix": ("np.stack([{array}[:3], {array}[3:6]])", "{matrix}[:]", "{matrix}[::-1]", "{frame}.to_numpy()", "np.asarray({matrix})", "np.broadcast_to({array}, (2, 6))", "{array}[None]", "np.matrix({matrix}).A", "np.copy({matrix})"),
    "frame": (
        "{frame}.set_index('x').reset_index()", "{frame}.T.T", "{frame}.where({frame} > 1, 0)", "{frame}.query('x > 1')", "{frame}.stack().unstack()", "{frame}.groupby('x').agg(list).reset_index()[['x']]", "{frame}.astype(float)", "{frame}.map(lambda q: q * 2)",
        "{frame}.pipe({?change})", "{frame}.join({frame}[['y']], rsuffix='_r')", "pd.DataFrame({{'x': {list}}})", "pd.DataFrame({series}.rename('x'))", "{frame}.melt().head(3)", "pd.DataFrame({matrix}, columns=list('xyz'))", "{frame}.eval('w = x + y')", "{frame}.iloc[:, :2]",
        "{frame}.nlargest(2, 'y')", "{frame}.drop_duplicates('x')", "{frame}.explode('x')", "{frame}.apply(lambda q: {?list}.append(len(q)) or q)", "{frame}.loc[{frame}['x'] > 1, ['x', 'y']]", "{frame}.pivot_table(index='x').reset_index()",
    ),
    "series": ("{frame}.sum()", "{frame}.iloc[0]", "{series}.apply(lambda q: q + len({?list}))", "{series}[{series} > 1]", "{frame}.pop('y')", "{series}.astype(float)", "{series}.cumsum()", "{series}.rename('q')", "{frame}.groupby('x')['y'].transform('sum')", "pd.Series({array})", "{series}.replace(1, {N})"),
    "object": ("One({list})", "{class}(items={list})", "copy.copy({object})", "{object}.twin()", "One.made or {object}", "({object} + {object})"),
    "class": ("type('Sub', ({class},), {{'shared': {list}}})", "twice_made({class})", "type('Sub', ({class},), {{}})"),
    "dict": ("vars({record})", "{{q: r for q, r in zip('abc', {list})}}", "dict([('x', {int})])", "{{'self': {N}, **{dict}}}", "collections.defaultdict(int, {dict})", "dict(sorted({dict}.items()))", "{record}._asdict()", "collections.Counter({dict})", "types.MappingProxyType({dict}).copy()"),
    "lists": ("collections.defaultdict(lambda: {?list})", "{{'a': {record}.items, 'b': {cell}.get()}}", "{{q: r for q, r in zip('ab', {nested})}}", "vars({object})", "{{'a': {list}}} | {lists}", "collections.ChainMap({{}}, {lists})", "memo"),
    "set": ("frozenset({list})", "{set} ^ {set}", "{set} & set({list})", "set({dict}.values())", "{{*{list}, {N}}}"),
    "iter": ("{gen}()", "itertools.chain({list}, {iter})", "iter({queue})", "({change}([q]) for q in {list})", "filter(None, {iter})", "iter({dict}.items())", "itertools.islice({gen}(), 3)", "(q for q in {list})", "itertools.tee({iter})[1]", "iter({object})", "map({change}, iter({nested}))", "iter({list}.pop, None)"),
    "funcs": ("[{cell}.get, {func}]", "list(hooks_.values())", "[lambda: {list} for _ in range(2)]", "[functools.partial({change}, q) for q in {nested}]", "[q.copy for q in {nested}]"),
    "str": ("'{{}}'.format({list})", "f'{{{list}!r:>{{{int}}}}}'", "'%s' % {list}", "str({object})", "format({object})", "{list}.__repr__()", "json.dumps({list})", "repr({record})"),
    "rng": ("random.Random({N}) and np.random.default_rng({N})", "copy.deepcopy({rng})", "{rng}.spawn(1)[0]", "np.random.Generator({rng}.bit_generator)"),
    "pair": ("({record}.items, {list})", "({queue} and {list}, [{list}])", "divmod(1, 1) and ({list}, {nested})", "tuple({nested}[:2])"),
}  # fmt: skip

STATEMENTS: tuple[str, ...] = (
    *(f"{{={kind}}} = {{e:{kind}}}" for kind in KINDS),
    *(f"{{={kind}}} = {{{kind}}}" for kind in KINDS),
    # targets of assignments
    "{list}[0], {=int} = {N}, {N}", "{=int}, ({=list}, *{=nested}) = {N}, ({list}, {list}, {list})", "[{=list}, {=list}] = {list}, {list}", "{object}.items = {=list} = {e:list}", "{dict}['x'], {object}.n = {N}, {int}",
    "{record}.items = {list}", "{record}.n += {N}", "{record}.items += [{N}]", "for {object}.n in {list}[:2]: pass", "for {dict}['x'] in {list}[:2]: pass", "for {=int}, *{=list} in [(1, 2, 3)]: pass", "for {=int}, {=list} in enumerate({nested}): {list!}.append({int!})",
    "with contextlib.nullcontext({list}) as {object}.items: pass", "with contextlib.nullcontext({list}) as {=list}, contextlib.nullcontext({N}) as {=int}: pass", "{=list}: 'list[int]' = {list}", "{list}[{int} % 2:] = {list}", "{nested}[0][:1] = {list}", "{=nested}[:] = {=list}, = {e:nested}[:1]",
    "if ({=list} := {e:list}): {list!}.append({N})", "{=int} = len({=list} := {e:list})", "while ({=int} := len({list}) + 3) < 4: {list!}.append({N})", "print([{=int} := q for q in {list}[:3]])", "{=list} = [{=int} := {N}, {int} ** 2]", "{list}.append({list}[:1])", "{nested}.append({nested}[0])",
    "{nested} += [{list}]", "{nested} *= 2", "{lists}['a'] += [{N}]", "{lists}['a'], {lists}['b'] = {list}, {list}", "{lists}['self'] = {lists}", "{object}.me = {object}", "{pair}[0][:] = [{N}]", "{dict} = {{**{dict}, 'x': {N}}}",
    # deletion
    "del {dict}['x']", "del {lists}['a']", "del {object}.link", "del {list}[0], {list}[:1]", "del {nested}[0][:1]", "del {class}.extra", "del {-func}", "del {-object}", "del {-dict}, {-set}", "del ({-lists})", "del {record}.n", "{=list} = {list}; del {-nested}", "del {-array}", "del {-frame}",
    # iterators and generators
    "for q in {gen}(): print(q); break", "{=list} = list({gen}())[:5]", "{=list} = [q for q in {gen}()][:5]", "{=list} = [*{gen}()][:5]", "{=int}, *{=list} = {gen}()", "print(next({gen}(), None))", "{=iter} = {gen}()", "print(sum(1 for _ in {gen}()))",
    "{=list} = list(zip({gen}(), {iter}))[:3]", "for q in map({change}, {nested}[:2]): print(q)", "print(any(q.append({N}) for q in {nested}))", "{=list} = [q for q in ({list}.append({N}) or r for r in {list}[:2])]", "collections.deque(map({change}, {nested}[:2]), maxlen=0)",
    "{queue}.append({N})", "{queue}.appendleft({list})", "{queue}.extend({list}[:2])", "{queue}.rotate(1)", "{queue}[0] = {N}", "{queue}[-1].append({N})", "{queue} += {list}[:1]", "{=list} = {queue}.pop()", "{queue}.clear()", "list(map({queue}.append, {list}[:2]))",
    # cells that closures share
    "{=func}, {=change} = make_pair()", "{=func}, {=change} = {cell}.get, {cell}.put", "{cell}.put({list})", "{cell}.put([{N}])", "{cell}.get().append({N})", "print({cell}.get() is {list})", "{=cell} = {cell}.twin()", "{cell}.reset()", "memo[{N}] = {list}", "print(sorted(memo))", "hooks_['a'] = {func}",
    "print([q() for q in hooks_.values()])", "register({func})", "register(lambda: {list})", "subscribe({list})", "publish({N})", "print(inbox)", "{func}.__defaults__ = ({list},)", "{func}.tags = [{N}]", "getattr({func}, 'tags', []).append({N})", "print(getattr({func}, 'tags', None))",
    # exceptions
    "try: raise Trouble({list})\nexcept Trouble as error: error.args[0].append({N})", "try: raise Trouble({list})\nexcept Trouble as error: {=list} = error.args[0]", "try: fails({list})\nexcept (ValueError, KeyError): {=list} = [{N}]", "try: fails({list})\nexcept Trouble as error: print(error.args)\nelse: {list}.append({N})",
    "with contextlib.suppress(Exception): {list}.append({N}); {list}[99]; {list}.append({N})", "with contextlib.suppress(Trouble): fails({list})", "try:\n    try: {list}[99]\n    finally: {list}.append({N})\nexcept IndexError: pass", "print(safely({change}, {list}))", "{=list} = safely({func}) or [{N}]",
    "with contextlib.ExitStack() as stack: stack.callback({list}.append, {N})", "with {manager}({list}) as q: q.append({N})", "with {manager}({list}) as q, {manager}({list}) as r: r.append({N})", "with {manager}({list}): {list}[99]", "with {object} as q: q.n += 1", "with {object}: {list}.append({N})",
    # classes
    "{object}[0] = {N}", "{object}['k'] = {list}", "{object} += [{N}]", "{object}(2)", "print({object} == {object}, {object} in [{object}])", "print(len({object}), bool({object}))", "{object}.missing", "print({object}.other)", "{object}.n = {object}.n", "{class}.count = getattr({class}, 'count', 0) + 1", "print(getattr({class}, 'count', None))",
    "{class}.get = lambda self: {list}", "{object}.__class__ = {class}", "setattr({class}, 'extra', {list})", "{class}.shared += [{N}]", "{object}.shared = {object}.shared + [{N}]", "{object}.shared.append({N})", "print({object}.shared, {class}.shared)", "print(Registry.made)", "class Sub(Registry): pass", "Registry.__subclasses__()[-1:]", "print(sorted(Registry.named))",
    "Registry.named['x'] = {list}", "Registry.made.append({N})", "one(One).items.append({N})", "print(One.made is not None)", "One({list}).n += 1", "print(Color.RED.value, Color(palette) is Color.RED, Color.RED.shade)", "Color.RED.value.append({N})", "{=list} = Color.RED.value", "print(isinstance({record}, Row), {record} == {record})", "print(repr({record}))", "vars({record})['n'] = {N}",
    "{object}.items = {object}.items", "{record}.more = {list}", "print(getattr({record}, 'more', None))", "{record}.more.append({N})", "Slotted.n = {N}", "print({object})", "str({object})", "{object}.lazy.append({N})", "print({object}.lazy)", "print({list} in {object}.items)", "{nested}.append({object}.items)", "{object}.items.append({object}.n)",
    "{list}.sort(key=lambda q: {?dict}.setdefault('x', 0))", "{=list} = sorted({nested}, key={change})[0]", "print(max({nested}, key=lambda q: {?object}.bump()))", "dispatch.register(dict)(lambda q: {list})", "print(dispatch({dict}), dispatch({list}))", "[(q.start(), q.join()) for q in [threading.Thread(target={func})]]", "[(q.start(), q.join()) for q in [threading.Thread(target={change}, args=({list},))]]",
    # text that is code, namespaces
    "exec('{list}.append({N})')", "exec('{=int} = {N}')", "print(eval('{int} + {N}'))", "globals()['{=int}'] = {N}", "globals()['{list}'].append({N})", "sys.modules['__main__'].{=int} = {N}", "print('{list}' in globals(), '{int}' in vars())", "import sys as {=str}; {=str} = {e:str}", "from math import pi as {=int}; {=int} = {N}",
    "sum = lambda q, *r: len(list(q)); print(sum({list})); del sum", "print(*{list}, sep={str})", "print({list}, file=sink)", "print(sink.getvalue())", "sink.write({str})", "with contextlib.redirect_stdout(sink): print({list})", "assert ({=int} := {N})", "{=list} = [{N}] if {int} else {list}", "{int} > 2 and {list}.append({N})",
    "{list} and {list}.pop()", "{=int} = {N} if {list}.append({N}) else {int}", "not {list}.append({N}) and {list}.append({N})", "cached({N}).append({N})", "print(cached({N}))", "drive(later({list}))", "{=list} = drive(waits({list}))", "next(counter)", "print(next(counter))", "{list}.sort(key=counted)", "print(counted.calls)", "counted({N})",
    # views
    "{views}[0][:] = {N}", "{views}[-1] += 1", "for q in {views}: q += 1", "for q in {matrix}: q[0] = {N}", "{array}[::2] += 1", "{array}[1:4][0] = {N}", "np.add.at({array}, [0, 0], 1)", "{matrix}.T[0] = {N}", "{matrix}.ravel()[0] = {N}", "{array}.shape = (2, 3); {array}.shape = (6,)", "{array}.reshape(2, 3)[0] = {N}", "{array} |= 1", "{array} @= np.eye(6, dtype=int)",
    "np.multiply({array}, 2, {array})", "np.put({array}, 0, {N})", "np.place({array}, {array} > 3, [{N}])", "np.fill_diagonal({matrix}, {N})", "memoryview({array})[0] = {N}", "{array}.partition(2)", "{array}.setfield({N}, {array}.dtype)", "{array}.resize(6, refcheck=False)", "{array}.put([0], {N})", "np.asarray({array})[0] = {N}", "np.swapaxes({matrix}, 0, 1)[0] = {N}",
    "{=array}, {=array} = np.split({array}, 2)", "{=array}, {=array} = {matrix}", "{=array} = {=array} = {e:array}", "with np.nditer({array}, op_flags=['readwrite']) as q:\n    for r in q: r[...] = r + 1", "{array}.flags.writeable = True", "print(np.shares_memory({array}, {array}))", "print({array}.base is {array}, {matrix}.base is {array})", "{array}[{array}.argsort()] = {N}", "{array}.sort(); {array}[::-1].sort()",
    "{frame}.loc[{frame}['x'] > 1, 'y'] = {N}", "{frame}[['x', 'y']] = {frame}[['y', 'x']]", "{frame}.loc[len({frame})] = {N}", "{frame}['x'].values[0] = {N}", "{frame}.to_numpy()[0] = {N}", "{frame}.attrs['k'] = {list}", "print({frame}.attrs)", "{frame}.eval('w = x + y', inplace=True)", "{frame}.fillna(0, inplace=True)", "{frame}.where({frame} > 1, 0, inplace=True)", "{frame}['x'].replace(1, {N}, inplace=True)",
    "{frame}.index.name = {str}", "print({frame}.index.name)", "{frame}.set_index('x', inplace=True)", "{frame}.loc[:, 'x'] = {array}[:len({frame})]", "{frame}['l'] = [{list}] * len({frame})", "{frame}['l'][0].append({N})", "{frame}.apply(lambda q: {list}.append(q.sum()))", "{series}.loc[0] = {N}", "{series}.name = {str}", "{series}.index = range(len({series}))", "{series}[{series} > 1] = 0", "{series}.sort_values(inplace=True)",
    "for _, q in {frame}.iterrows(): {list}.append(int(q.iloc[0]))", "for q in {frame}: {list}.append(len(q))", "{frame}.drop({frame}.index[-1], inplace=True)", "{frame}.assign(x={array}[:len({frame})])", "{frame}.style", "{frame}.columns.values[0] = 'x'", "{series}.values[:] = {N}", "np.asarray({series})[0] = {N}", "{series}.array[0] = {N}",
    # files and the process
    "pathlib.Path('f.txt').write_text(str({list}))", "print(pathlib.Path('f.txt').read_text())", "with open('g.txt', 'w') as file: json.dump({list}, file)", "with open('g.txt') as file: print(json.load(file))", "with open({str}[:1] + '.txt', 'w') as file: file.write(str({int}))", "print(sorted(os.listdir('.')))", "os.rename('f.txt', 'g.txt')", "os.remove('f.txt')",
    "with open('f.txt', 'a') as file: print({int}, file=file)", "save({list})", "print(load())", "os.makedirs('sub', exist_ok=True)", "os.chdir('..') if os.path.basename(os.getcwd()) == 'sub' else None", "print(os.path.isfile(NAME))", "open(NAME, 'w').write(str({int}))", "print(open(NAME).read())", "{=list} = [int(q) for q in open('f.txt').read() if q.isdigit()][:4]",
    "os.environ['KALE_' + {str}[:1].upper()] = '{N}'", "print(sorted(q for q in os.environ if q.startswith('KALE_')))", "os.environ.pop('KALE_T', None)", "os.environ.update(KALE_T='{N}')", "np.seterr(divide='ignore')", "print(np.geterr()['divide'])", "with np.printoptions(precision=2): print(np.array([1.23456]))", "print(bool(warnings.filters))", "random.setstate(random.getstate())", "print(random.choice({list}))",
    "{=int} = random.Random({N}).randint(0, 9)", "np.random.seed({int} % 5)", "print(np.random.permutation(3).tolist())", "{=list} = random.choices({list}, k=2)", "{frame} = {frame}.sample(frac=1, random_state=1)", "print({frame}.sample(1, random_state=1)['x'].tolist())", "decimal.getcontext().prec = {N} + 4", "print(decimal.Decimal(1) / 3)",
)  # fmt: skip

DEFINITIONS: tuple[str, ...] = (
    # generator functions
    "def {=gen}():\n    for q in {?list}:\n        yield q",
    "def {=gen}():\n    {?list}.append({N})\n    yield {?list}\n    {?list}.append({N})\n    yield len({?list})",
    "def {=gen}():\n    try:\n        yield from {?list}[:2]\n    finally:\n        {?list}.append({N})",
    "def {=gen}(q={list}):\n    q.append({N})\n    yield from q[-2:]",
    "def {=gen}():\n    global {?int}\n    for q in range(2):\n        {?int!} = q\n        yield q",
    "def {=gen}():\n    got = yield 1\n    yield from ({?list} if got is None else [got])",
    "@contextlib.contextmanager\ndef {=manager}(q):\n    q.append({N})\n    try:\n        yield q\n    finally:\n        q.append({N})",
    "@contextlib.contextmanager\ndef {=manager}(q):\n    try:\n        yield {?list}\n    except Exception as error:\n        {?list}.append(type(error).__name__)",
    "@contextlib.contextmanager\ndef {=manager}(q):\n    old = list({?list})\n    yield q\n    {?list}[:] = old",
    # scopes
    "def {=change}({?list}):\n    {?list!}.append({N})\n    return {?list!}",
    "def {=func}():\n    {?list} = [{N}]\n    {?list!}.append({N})\n    return {?list!}",
    "def {=func}():\n    def inner():\n        global {?list}\n        {?list!} = [*{?list!}, {N}]\n    inner()\n    return {?list!}",
    "def {=func}():\n    global {?list}, {?int}\n    {?list!}, {?int!} = [{N}], {N}\n    return [{?int!}]",
    "def {=func}():\n    return [{?list} for {?list!} in {?nested}]",
    "def {=func}():\n    return [q for q in {?list} if q in [r for r in {?list!}]]",
    "def {=func}():\n    global {?list}\n    old = {?list!}\n    {?list!} = []\n    return old",
    "def {=func}():\n    global {?int}\n    for {?int!} in range(3):\n        pass\n    return [{?int!}]",
    "def {=func}():\n    global {?func}\n    {?func!} = lambda: [{N}]\n    return [{N}]",
    "def {=func}():\n    if {?int} > 2:\n        return {?list}\n    {?list}.append({N})\n    return {?nested}[0]",
    "def {=func}():\n    hidden = {list}\n    return lambda: hidden\n{func!} = {func!}()",
    "def {=func}():\n    return sys._getframe().f_globals['{?list}'][:2]",
    "def {=func}():\n    return globals()['{?list}']",
    "def {=func}():\n    exec('{?list}.append({N})', globals())\n    return {?list}",
    "def {=func}():\n    import random as chance\n    return [chance.randint(0, 99)]",
    # arguments
    "def {=change}(q, *r, s={list}, **t):\n    s.extend(r)\n    t['q'] = q\n    return s",
    "def {=change}(q, /, r=None):\n    r = r or {?list}\n    r.append(len(q))\n    return q",
    "def {=change}(q, r={?list}, s=[]):\n    s.append(q)\n    return r + s[0]",
    "def {=change}(q):\n    q += [{N}]\n    q = [*q]\n    return q",
    "def {=change}(q):\n    q[:] = {?list}\n    return {?list}",
    "def {=change}(q):\n    {?list}.extend(q)\n    return {?func}()",
    "def {=change}(q):\n    return {?change}({?change}(q))",
    "def {=change}(q):\n    q.append(q[:1])\n    return q",
    "def {=change}(q):\n    return [*map({?change}, [q])][0]",
    "def {=change}(q):\n    {?queue}.append(q)\n    return list({?queue})[:4]",
    "def {=change}(q):\n    {?record}.items = q\n    return {?record}.items",
    "def {=change}(q):\n    def inner(r=q):\n        r.append({N})\n        return r\n    inner()\n    return {?list}",
    "def {=change}(q):\n    while len(q) < 4:\n        q.append({?int})\n    else:\n        {?list}.append({N})\n    return q",
    "def {=change}(q):\n    match q:\n        case [r, *s] if r:\n            s.append({N})\n            return s\n        case _:\n            return {?list}",
    "def {=change}(q):\n    try:\n        raise Trouble(q)\n    except Trouble as error:\n        error.args[0].append({N})\n        return error.args[0]\n    finally:\n        {?int} = 3",
    "def {=change}(q):\n    with contextlib.suppress(Exception):\n        q.append({N})\n        raise ValueError\n    return q",
    "def {=change}(q):\n    return sorted(q, key=lambda r: {?dict}.update(x=r) or 0)",
    # decorators
    "@register\ndef {=func}():\n    return {?list}",
    "@twice\ndef {=func}():\n    {?list}.append({N})\n    return {?list}",
    "@remember({list})\ndef {=change}(q):\n    q.append({N})\n    return q",
    "@logged\n@twice\ndef {=change}(q):\n    q.append({N})\n    return q",
    "@functools.cache\ndef {=func}():\n    return [{N}, 2]",
    "@dispatch.register(tuple)\ndef _(q):\n    return {list}",
    "@functools.partial(functools.partial, q={list})\ndef {=func}(q):\n    q.append({N})\n    return q",
    "async def fetch(q):\n    q.append({N})\n    {?list}.append({N})\n    return q\n{=list} = drive(fetch({list}))",
    # classes
    (
        "class {=class}({class}):\n    def __len__(self):\n        return len(self.items)\n    def __iter__(self):\n        self.n += 1\n        return iter(self.items)\n"
        "    def __getitem__(self, key):\n        {?list}.append({N})\n        return self.items[key] if isinstance(key, slice) else self.items\n    def __setitem__(self, key, value):\n        self.items.append(value)\n"
        "    def __contains__(self, value):\n        self.n += 1\n        return value in self.items"
    ),
    (
        "class {=class}({class}):\n    def __enter__(self):\n        self.items.append({N})\n        return self\n    def __exit__(self, *error):\n        {?list}.append({N})\n        return True\n"
        "    def __call__(self, *q):\n        self.n += len(q)\n        return self\n    def __add__(self, other):\n        return type(self)(self.items + other.items)\n"
        "    def __iadd__(self, other):\n        self.items += other\n        return self"
    ),
    (
        "class {=class}({class}):\n    def __getattr__(self, name):\n        if name.startswith('_') or name in ('items', 'n'):\n            raise AttributeError(name)\n        {?list}.append({N})\n        return len(name)\n"
        "    def __eq__(self, other):\n        return self.n == other.n\n    def __hash__(self):\n        return {N}\n    def __bool__(self):\n        self.n += 1\n        return self.n % 2 == 0"
    ),
    (
        "class {=class}({class}):\n    @functools.cached_property\n    def lazy(self):\n        {?list}.append({N})\n        return [{N}]\n    def __repr__(self):\n        {?int}\n        return f'{{type(self).__name__}}({{len(self.items)}}, {{{?int!}}})'\n"
        "    def __format__(self, spec):\n        return str({?list})\n    def twin(self):\n        return copy.copy(self)"
    ),
    (
        "class {=class}({class}):\n    made = []\n    def __new__(cls, *args, **kwargs):\n        made = super().__new__(cls)\n        {?list}.append(len(cls.made))\n        cls.made.append({N})\n        return made\n"
        "    def __getstate__(self):\n        return {{'items': self.items, 'n': self.n}}\n    def __setstate__(self, state):\n        self.__dict__.update(state)\n    def __copy__(self):\n        return self"
    ),
    "class {=class}({class}):\n    shared = [q for q in range({N})]\n    own = [r for r in [1, 2] if r]\n    {?int} = {N}\n    def bump(self):\n        return {?int}",
    "class {=class}({class}):\n    def add(self, v):\n        def inner():\n            self.items.append(v)\n        inner()\n        return self\n    @staticmethod\n    def get():\n        return {?list}",
    "class {=class}({class}):\n    def __init__(self, items, more={list}):\n        super().__init__(items)\n        more.append({N})\n        self.more = more\n    def get(self):\n        return self.more",
    "class {=class}({class}, Registry):\n    link = {list}\n    def tag(self):\n        Registry.made.append(type(self).__name__)",
    "class Meta(type):\n    def __call__(cls, *args):\n        {?list}.append({N})\n        return super().__call__(*args)\nclass {=class}({class}, metaclass=Meta):\n    pass",
    "class Field:\n    def __get__(self, owner, kind):\n        return {?list}\n    def __set__(self, owner, value):\n        owner.__dict__['kept'] = value\nclass {=class}({class}):\n    extra = Field()",
    "def make_class(q):\n    class Made({class}):\n        shared = q\n        def get(self):\n            return q\n    return Made\n{=class} = make_class({list})",
    "@dataclasses.dataclass\nclass {=class}({class}):\n    items: list = dataclasses.field(default_factory=list)\n    n: int = 0\n    log: list = dataclasses.field(default_factory=lambda: {?list})\n    def get(self):\n        return self.log",
)

BLOCKS: tuple[str, ...] = (
    "if {e:int} > 1:\n    def {?func}():\n        return {?list}\n{body}",
    "if {e:int} > 1:\n    {list} = {list}\n{body}\nelse:\n    {list!} = [{N}]",
    "for {=list} in {nested}[:2]:\n{body}",
    "for q in range(2):\n    if q:\n{body2}\n    else:\n{body2}",
    "for q in range(2):\n    for r in {list}[:2]:\n{body2}",
    "for q in {list}[:2]:\n    try:\n{body2}\n    except Exception:\n{body2}",
    "while {int} < 2:\n    {int!} += 1\n    if {int!} == 2:\n        continue\n{body}\nelse:\n{body}",
    "try:\n{body}\n    fails({list})\nexcept Trouble as error:\n    error.args[0].append({N})\n{body}\nfinally:\n{body}",
    "try:\n    try:\n{body2}\n        raise KeyError\n    finally:\n{body2}\nexcept KeyError:\n{body}",
    "try:\n{body}\n    raise ExceptionGroup('', [ValueError({N})])\nexcept* ValueError as group:\n{body}",
    "with {manager}({list}) as q:\n    q.append({N})\n{body}",
    "with {manager}({list}):\n{body}\n    raise ValueError",
    "with {object} as q:\n{body}",
    "with contextlib.ExitStack() as stack:\n    stack.callback({change}, {list})\n{body}",
    "with contextlib.redirect_stdout(sink):\n{body}",
    "for q in {gen}():\n{body}\n    if q:\n        break\nelse:\n{body}",
    "match {list}:\n    case []:\n{body2}\n    case [q] | [q, _]:\n{body2}\n    case [q, *{=list}] if q:\n{body2}\n    case _:\n{body2}",
    "match {dict}:\n    case {{'x': int() as {=int}, **rest}}:\n{body2}\n    case {{}}:\n{body2}",
    "match {object}:\n    case {class}(items={=list}):\n{body2}\n    case _:\n{body2}",
    "match ({int}, {list}):\n    case (1 | 2, {=list}):\n{body2}\n    case ({=int}, _):\n{body2}",
    "match {pair}:\n    case ({=list}, [*_] as {=nested}):\n{body2}",
    "def local():\n{body}\nlocal()",
    "def local({?list}={list}):\n{body}\n    return {?list!}\nlocal()",
    "def local():\n    global {=int}, {=list}\n    {=list} = [{N}]\n{body}\nlocal()",
    "class Body:\n    {?list} = [{N}]\n{body}\n    print({?list!})",
)

LIBRARIES: dict[str, str] = {
    name: name for name in ("decimal", "enum", "io", "json", "pathlib", "sys", "threading", "types")
}
"""What is imported where it is used: name → module."""

SUPPORT: dict[str, str] = {
    "Row": "class Row(collections.namedtuple('Row', 'items n')):\n    pass",
    "Slotted": "class Slotted:\n    __slots__ = ('items', 'n')\n    def __init__(self, items, n=0):\n        self.items, self.n = items, n",
    "make_cell": (
        "class Cell:\n    pass\ndef make_cell(value):\n    made = Cell()\n    def get():\n        return value\n    def put(more):\n        nonlocal value\n        value = value + more\n        return value\n"
        "    def reset():\n        nonlocal value\n        value = []\n    made.get, made.put, made.reset, made.twin = get, put, reset, lambda: made\n    return made"
    ),
    "make_pair": "def make_pair():\n    kept = []\n    def take():\n        return kept\n    def give(q):\n        nonlocal kept\n        kept = kept + q\n        return q\n    return take, give",
    "drive": "def drive(work):\n    try:\n        work.send(None)\n    except StopIteration as stop:\n        return stop.value",
    "later|waits": "async def later(q):\n    q.append(len(q))\n    return q\nasync def waits(q):\n    first = await later(q)\n    return [*first, *(await later(q))]",
    "memo": "memo = {}",
    "counter": "counter = itertools.count()",
    "counted": "def counted(q):\n    counted.calls += 1\n    return q\ncounted.calls = 0",
    "cached": "@functools.cache\ndef cached(q):\n    return [q]",
    "one|One": (
        "class One:\n    made = None\n    def __new__(cls, items=()):\n        if cls.made is None:\n            cls.made = super().__new__(cls)\n            cls.made.items, cls.made.n = list(items), 0\n        return cls.made\n"
        "    def add(self, v):\n        self.items.append(v)\n        return self\n    def get(self):\n        return self.items\n    def bump(self):\n        self.n += 1\n        return self.n\n    def tag(self):\n        pass\n"
        "def one(kind):\n    return kind([])"
    ),
    "Registry": "class Registry:\n    made = []\n    named = {}\n    def __init_subclass__(cls, **given):\n        super().__init_subclass__(**given)\n        Registry.made.append(cls.__name__)\n        Registry.named[cls.__name__] = []",
    "Color": "palette = [1]\nclass Color(enum.Enum):\n    RED = palette\n    @property\n    def shade(self):\n        return self.value[0]",
    "dispatch": "@functools.singledispatch\ndef dispatch(q):\n    return q\n@dispatch.register(list)\ndef _(q):\n    q.append(len(q))\n    return q",
    "register|hooks_": "hooks_ = {}\ndef register(fn):\n    hooks_[len(hooks_)] = fn\n    return fn",
    "subscribe|publish|inbox": "readers, inbox = [], []\ndef subscribe(q):\n    readers.append(q)\ndef publish(value):\n    for q in (*readers, inbox):\n        q.append(value)",
    "Trouble": "class Trouble(Exception):\n    pass",
    "fails": "def fails(q):\n    q.append(len(q))\n    raise Trouble(q)",
    "safely": "def safely(fn, *q):\n    try:\n        return fn(*q)\n    except Exception as error:\n        return [type(error).__name__]",
    "twice": "def twice(fn):\n    @functools.wraps(fn)\n    def call(*q):\n        fn(*q)\n        return fn(*q)\n    return call",
    "twice_made": "def twice_made(kind):\n    class Twice(kind):\n        def __init__(self, *q):\n            super().__init__(*q)\n            self.n += 2\n    return Twice",
    "remember": "def remember(kept):\n    def wrap(fn):\n        def call(*q):\n            kept.append(len(q))\n            return fn(*q)\n        return call\n    return wrap",
    "bind": "def bind(q):\n    return lambda more=(): q + list(more)",
    "sink": "sink = io.StringIO()",
    "NAME|save|load": "NAME = 'h' + '.txt'\ndef save(q):\n    with open(NAME, 'w') as file:\n        file.write(repr(q))\ndef load():\n    return open(NAME).read()",
}
"""Definitions that phrases use by name: one of these names, separated by bars."""
