"""More phrases for random programs: what else Python's language offers. Written as in `constructs`."""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "node": ("root", "leaf"),
    "shape": ("shape", "figure_"),
    "stack": ("stack_", "trail"),
    "temper": ("temper", "gauge"),
    "pipeline": ("flow", "chain_"),
    "account": ("account", "purse"),
    "event": ("event", "signal_"),
    "maker": ("maker", "build"),
}

SHOWN: dict[str, str] = {
    "node": "{0}.value, [q.value for q in {0}.kids], {0}.up and {0}.up.value",
    "shape": "{0}.area(), {0}.kind, {0}.sides",
    "stack": "{0}.all, len({0})",
    "temper": "{0}.degrees, {0}.seen",
    "pipeline": "{0}.run([1]), {0}.ran",
    "account": "{0}.total, {0}.history, type({0}).count",
    "event": "{0}.fire(1), len({0}.targets)",
    "maker": "{}().items",
}

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "node": ("Node({N})", "Node({N}, {node})", "{node}", "{node}.up or {node}", "{node}.kids[0] if {node}.kids else {node}", "copy.copy({node})", "copy.deepcopy({node})", "{node}.grow({N})", "next(iter({node}), {node})", "Node({list})", "max({node}.kids or [{node}], key=lambda q: str(q.value))"),
    "shape": ("Square({N})", "Circle({N})", "{shape}", "copy.copy({shape})", "Square({int})", "Shape.make('Square', {N})", "copy.deepcopy({shape})", "Shape.kinds['Circle']({N})", "type({shape})({N})", "{shape}.scaled({N})"),
    "stack": ("Stack({list})", "Stack()", "{stack}", "{stack} + {stack}", "{stack}[:]", "Counting({list})", "Counting()", "copy.copy({stack})", "{stack}.push({N})", "Stack({stack}.all)", "type({stack})({list})", "Stack[int]({list})"),
    "temper": ("Temper({N})", "{temper}", "copy.copy({temper})", "Temper({int})", "Warm({N})", "copy.deepcopy({temper})"),
    "pipeline": ("Flow()", "{pipeline}", "Flow({change})", "{pipeline} | {change}", "{pipeline}.then({change})", "Flow(*{pipeline}.parts)", "copy.copy({pipeline})", "Flow(lambda q: q + {list})", "Flow(sorted, {change})"),
    "account": ("Account()", "Account({N})", "{account}", "Saving({N})", "copy.copy({account})", "Account.of({list})", "Saving.of({list})", "copy.deepcopy({account})"),
    "event": ("Event()", "{event}", "{event}.on({change})", "Event({list}.append)", "copy.copy({event})", "{event}.on({account}.pay)", "Event({func})"),
    "maker": ("{class}.__call__ and (lambda: {class}([{N}]))", "functools.partial({class}, {list})", "{maker}", "lambda: {object}", "(lambda kind: lambda: kind({list}))({class})", "lambda kind={class}: kind([{?int}])"),
    "list": (
        "[q.value for q in {node}.walk()]", "{node}.path()", "{shape}.sides", "{stack}.all", "{stack}.items", "{temper}.seen", "{pipeline}.run({list})", "{pipeline}.ran", "{account}.history", "{event}.fire({N})", "{event}.log", "{maker}().items", "sorted(Shape.kinds) and {list}", "list({node})[:0] or {list}", "{node}.value if isinstance({node}.value, list) else {list}", "[*{stack}]", "{stack}[0:2].all", "[(last := q) for q in {list}]", "[r for q in {list} if (r := q + 1) > 2]",
        "(lambda: (yield_ := {list}))()", "[*(q for q in {list}), *({?list})]", "(lambda *, q={list}: q)()", "(lambda q: (lambda: q)())({list})", "(lambda f: f(f, 2))(lambda f, q: [q] if q < 1 else f(f, q - 1) + [q])", "[f() for f in [lambda q=q: q for q in {list}]]", "[f() for f in [lambda: q for q in {list}]]", "{list} if (0 < len({list}) < 9) else {list}", "({list}.append({N}) or 1) < ({list}.append({N}) or 2) < 3 and {list}", "[x_ for x_ in [{list}] for _ in x_][:1] and {list}", "[*{list}, {N}]", "type('Anon', (), {{'items': {list}}}).items", "(*{list}, *{list}) and {list}", "__builtins__ and {list}", "recurse({list})", "flatten({nested})", "fact({N})", "compose({change}, {change})({list})", "curry({list})({N})", "{object}.__class__.shared", "type({object}).__mro__[-2].shared", "super(type({object}), {object}).get()", "{class}.get({object})", "{class}.add({object}, {N}).items", "(lambda self: self.items)({object})", "swapped({list}, {list})[0]", "first_of({list}, {list})", "variadic(*{nested})", "variadic(q={list})", "keyed(**{lists})", "opened_({list})", "getattr({object}, 'x' * 0 + 'items')", "{object}.__getattribute__('items')", "object.__getattribute__({object}, 'items')", "{object}.__dict__.get('items', {list})", "{func}.__globals__['{?list}']", "accumulate_({N})", "accumulate_.kept", "tally_({N})()", "early({list})", "nested_try({list})", "looped({nested})", "matched({list})", "matched({dict})", "matched({object})",
    ),
    "int": ("{shape}.area()", "len({stack})", "{temper}.degrees", "{account}.total", "{account}.pay({N})", "type({account}).count", "len({node}.kids)", "{node}.depth", "{stack}.pop() if len({stack}) else {N}", "Temper.base", "{N} if 0 < {int} <= 3 else 2", "sum({stack})", "len(Shape.kinds)", "{account} + {account}", "int({account} < {account})", "int({node} is {node})", "int({node} in {node})", "int({shape} == {shape})", "int(isinstance({shape}, Square))", "int(issubclass(Saving, Account))", "(lambda: {?int})()", "(lambda q: q * 2)({int})", "int(bool({stack}))", "{stack}.peak", "-{account}", "abs({account})", "int({account})", "{account}[0]", "sum(q.total for q in [{account}, {account}])", "len({event}.targets)", "step_()", "chained({int})"),
    "str": ("{shape}.kind", "repr({shape})", "str({node})", "f'{{{account}}}'", "f'{{{account}:>3}}'", "repr({stack})", "type({shape}).__name__", "Shape.__doc__ or 'none'", "{account}.name", "{func}.__name__", "{class}.__name__", "str({temper})", "{shape}.__class__.__qualname__"),
    "object": ("{maker}()", "{class}({list})", "{object}.__class__({list})", "(lambda q: q)({object})", "type({object}).__call__({list})"),
    "func": ("{shape}.area", "{node}.path", "{maker}", "lambda: {?stack}.all", "lambda: [{?temper}.degrees]", "lambda: {?account}.history", "lambda: {?event}.fire(1)", "compose({func})", "tally_({N})", "lambda: accumulate_({N})", "lambda: step_() and [{N}]", "(lambda: (lambda: {?list}))()", "memoized({func})", "lambda: [q() for q in {?funcs}][0]", "lambda: {?pipeline}.run([1])", "{account}.__class__.of.__func__ and {func}", "lambda n=[0]: n.append(len(n)) or n", "counting({func})", "limited_({func})", "curry({list}).__call__ and (lambda: {list})"),
    "change": ("{pipeline}.run", "{event}.fire", "{stack}.push", "{account}.pay", "compose({change}, {change})", "curry({list})", "memoized({change})", "counting({change})", "{pipeline}.__or__ and {change}", "recurse", "flatten", "lambda q: {?stack}.push(q) and q", "lambda q: setattr({?node}, 'value', q) or q", "lambda q, *r, s={list}, **t: s", "first_of", "limited_({change})", "(lambda q, r: lambda s: q(r(s)))({change}, {change})", "early", "matched"),
    "gen": ("{node}.walk", "{stack}.__iter__", "lambda: ({?change}([q]) for q in {?list})", "numbers_", "{node}.__iter__", "paired"),
    "iter": ("iter({stack})", "{node}.walk()", "iter({node})", "numbers_()", "paired({list})", "(q for q in {stack})", "delegating({list})", "coroutine({list})"),
    "nested": ("[{node}.path(), {list}]", "[q.sides for q in [{shape}]]", "[{stack}.all, {temper}.seen]", "[[r for r in q] for q in {nested} if q]", "[[q, r] for q in {list}[:2] for r in {list}[:1]]", "looped({nested}) and {nested}", "list(swapped({list}, {list}))", "[*map(list, map(reversed, {nested}))]", "[list(q) for q in paired({list})]", "[curry(q)(1) for q in {nested}]", "[{account}.history]"),
    "dict": ("{{q: (r := q) for q in {list}}}", "vars({shape})", "dict({stack}.__dict__)", "Shape.kinds and {dict}", "{{f'k{{q}}': {?int} for q in {list}}}", "keyed(**{dict})and {dict}", "vars({account})", "{{**{dict}, **dict(a={N})}}", "{{k: v for k, v in sorted({dict}.items(), key=str)}}", "type({temper}).__dict__ and {dict}"),
    "funcs": ("[{node}.path, {stack}.__len__]", "list(map(tally_, {list}[:2]))", "[lambda: q for q in {nested}]", "[memoized({func})]", "[q for q in {funcs} if callable(q)]", "[counting({func}), {func}]", "[(lambda r: lambda: r)(q) for q in {nested}]", "{pipeline}.parts and {funcs}"),
    "class": ("{class} if {int} else {class}", "type({object})", "marked({class})", "sealed({class})", "type('Mixed', ({class}, Extra), {{}})", "type('Renamed', ({class},), dict(tag=lambda self: {?list}.append({N})))"),
}  # fmt: skip

STATEMENTS: tuple[str, ...] = (
    *(f"{{={kind}}} = {{e:{kind}}}" for kind in KINDS),
    *(f"{{={kind}}} = {{{kind}}}" for kind in KINDS),
    # objects that hold each other
    "{node}.grow({N})", "{node}.value = {list}", "{node}.up = {node}", "{node}.kids.append({node})", "{node}.kids[0].value = {N}", "{node}.up.value = {N}", "{node}.up.grow({N})", "{node}.kids.clear()", "{node}.value = {N}", "for q in {node}.walk(): q.value = {N}", "for q in {node}: q.grow({N})", "print({node}.path(), {node}.depth)", "{node}.up.kids.remove({node})", "{node}.value.append({N})", "{node}.drop()", "{node}.me = {node}", "del {node}.kids[:]", "print(len(list({node}.walk())))", "{node}.kids, {node}.kids = {node}.kids, []", "{node}.extra = {list}", "{node}.up.extra = {dict}", "print(getattr({node}, 'extra', None))",
    # properties, slots, descriptors, abstract classes
    "{shape}.size = {N}", "{shape}.kind = {str}", "{shape}.sides.append({N})", "print({shape}.area(), {shape})", "{shape}.size += 1", "Shape.kinds['Square'] = Circle", "Shape.unit = {N}", "Square.unit = {N}", "print(Square({N}).area(), Shape.unit)", "print(sorted(Shape.kinds))", "class Extra_(Shape):\n    def area(self):\n        return {?int}", "print(Shape.make('Square', {N}).area())", "{shape}.__class__ = Circle", "{temper}.degrees = {N}", "{temper}.degrees += {N}", "print({temper}.degrees, {temper}.seen)", "del {temper}.degrees", "Temper.base = {N}", "Temper.base += 1", "{temper}.base = {N}", "{temper}.seen.append({N})", "print(Temper.base, {temper}.base)", "print(Temper.degrees.name)", "Temper.degrees.reads.append({N})", "print(Temper.degrees.reads)", "Temper.degrees.limit = {N}",
    "{stack}.push({N})", "{stack}.push({list})", "{stack}.pop()", "{stack} += [{N}]", "{stack}[0] = {N}", "del {stack}[0]", "print({N} in {stack}, bool({stack}), len({stack}))", "{stack}.all.append({N})", "for q in {stack}: {list}.append({N})", "print({stack}.peak)", "Stack.limit = {N}", "{stack}.limit = {N}", "print({stack}.limit, Stack.limit)", "{stack}()", "{stack}({N})", "{=int}, *{=list} = {stack}", "print({stack} == {stack}, {stack} != {stack})", "{stack}.items = {list}", "print(sorted({stack}, key=str), list(reversed({stack})))", "Counting.pushes.append({N})", "print(Counting.pushes)", "{stack} |= {{1}}", "{stack}[1:] = {list}", "print({stack}[0], {stack}[-1:].all)", "{stack}.extend({list})", "with {stack} as q: q.push({N})", "with {stack}: {list}.append({N})", "print(hash({stack}) and 1)",
    "{account}.pay({N})", "{account}.total += {N}", "{account}.history.append({N})", "{account} += {N}", "Account.count += 1", "print(Account.count, Saving.count)", "Saving.rate = {N}", "Account.rate = {N}", "print({account}.rate, {account})", "Account.pay = lambda self, v: self.history.append(v) or v", "Account.reset(); print(Account.count)", "{account}.name = {str}", "{account}.rate = {N}", "del {account}.rate", "print({account} < {account}, {account} == {account})", "{account}.owner = {account}", "{account}.owner.pay({N})", "print({account} + {account}, {account} + 1, 1 + {account})", "print(sum([{account}, {account}]))", "{=account}, {=account} = Account(), Saving({N})", "Account.log.append({N}); print(Account.log)", "{account}.log.append({N})", "{account}.log = {account!}.log + [{N}]", "print({account}.log is Account.log)", "setattr(Account, 'extra', {list})", "Account.extra.append({N})", "print(getattr({account}, 'extra', None))",
    # observers, chains of calls
    "{event}.on({change})", "{event}.on({list}.append)", "{event}.on({account}.pay)", "{event}.on({func})", "{event}.on({stack}.push)", "{event}.fire({N})", "{event}.fire([{N}])", "{event}.off()", "{event}.targets.clear()", "{event} += {change}", "print({event}.log)", "@{event}.on\ndef {=change}(q):\n    {?list}.append({N})\n    return q", "{pipeline}.parts.append({change})", "{pipeline}.run({list})", "print({pipeline}.run({list}))", "{pipeline} |= {change}", "{pipeline}.then({change}).run({list})", "{pipeline}.ran.clear()", "{pipeline}.run({list}).append({N})", "@{pipeline}.then\ndef {=change}(q):\n    q.append({N})\n    return q",
    # functions with state
    "accumulate_({N})", "accumulate_.kept.append({N})", "accumulate_.kept = {list}", "print(accumulate_({N}))", "accumulate_.__defaults__[0].append({N})", "step_()", "print(step_())", "chained({int}); print(seen_)", "seen_.append({N})", "early({list})", "print(early({list}))", "nested_try({list})", "print(nested_try({list}))", "print(looped({nested}))", "print(matched({list}), matched({int}), matched({object}))", "variadic(*{nested}).append({N})", "variadic(*[{list}]).append({N})", "keyed(**{lists})", "keyed(a={list}).append({N})", "first_of({list}, {list}).append({N})", "swapped({list}, {list})[0].append({N})", "{=list}, {=list} = swapped({list}, {list})", "recurse({list})", "{=list} = recurse({list})", "flatten({nested}).append({N})", "opened_({list}).append({N})", "curry({list})({N}).append({N})",
    "compose({change}, {change})({list})", "print(counting({change})({list}))", "print(counted_calls)", "memoized({change})({list})", "print(memoized({func})())", "limited_({change})({list})", "print(list(numbers_()))", "print(list(paired({list})))", "{=iter} = coroutine({list}); next({iter}, None)", "{iter}.send({N})", "{iter}.send({list})", "{iter}.close()", "print([q for q in delegating({list})])", "{iter}.throw(ValueError)", "print({iter}.gi_running)",
    # names
    "{=list}[0], {=int} = {N}, {N}", "{=list} = {=list} = []", "{=int}, {=list}, {=str} = {N}, {list}, 'a'", "*{=list}, {=int} = {list}", "{=int}, *_, {=int} = [*{list}, 1, 2]", "({=list},), {=int} = [{list}], {N}", "[{=int}, [{=int}, *{=list}]] = {N}, [{N}, {N}, {N}]", "for {=int}, ({=list}, *_) in [(1, ({list}, 2))]: pass", "{nested}[len({nested!}) - 1] += [{N}]", "{nested}[{func}() and 0].append({N})", "{dict}[{str}] = {dict!}.get({str}, 0) + {N}", "{lists}[{str}] = {list}", "{func}().extend([{N}])", "{func}()[0] += {N}", "{func}()[:1] = [{N}]", "{change}({list})[:] = [{N}]", "{object}.get()[:0] = {list}", "{object}.add({N}).n += 1", "{object}.add({N}).items += [{N}]", "{maker}().n += 1", "{maker}().items.append({N})", "{nested}[0], {nested}[-1] = {nested}[-1], {nested}[0]", "{list}[0], {list}[-1] = {list}[-1], {list}[0]", "{list}[{list}[0] % 1] = {N}", "{dict}['x'], {dict}['y'] = {dict}.get('y'), {dict}.get('x')", "{object}.n, {object}.items = {N}, {list}", "{object}.items, {=list} = {list}, {object}.items",
    "{=str} = {str} * 2", "{=int}: int", "{=int}: int = {N}", "{object}.n: int = {N}", "{list}[0]: int = {N}", "try: del {list}\nfinally: {list!} = [{N}]", "try:\n    del {int}\n    print({int!})\nexcept NameError: {int!} = {N}", "del {list}; {list!} = [{N}]", "{=list} = {list}; del {list}[:]", "len = {N}; print(len); del len", "list_ = list; {=list} = list_({list})", "print_ = print; print_({list})", "max = min; print(max({list}, default=0)); del max", "import math as m_; {=int} = m_.floor({N}); m_ = {list}; m_.append({N})", "from copy import copy as dup; {=list} = dup({list})", "import copy as random_; {=list} = random_.copy({list})", "sorted = list; {=list} = sorted({list}); del sorted", "import builtins; builtins.{int}", "dir_ = dir(); print('{list}' in dir_)", "print('{list}' in globals() and {list})", "__name__ and {list}.append({N})", "if __name__ == '__main__': {list}.append({N})", "_ = {list}; _.append({N})", "_, {=list} = {int}, {list}", "self = {object}; self.n += 1", "cls = {class}; cls.shared.append({N})", "global_ = globals; global_()['{int}'] = {N}",
    "print([{=int} := {N}, {int!} + 1])", "print(({=list} := [{N}]), {list!})", "while ({=int} := {int} - 1) > 0: {list}.append({int!})", "if ({=list} := {func}()): {list!}.append({N})", "[({=list} := q) for q in {nested}]", "print(any(({=int} := q) > 1 for q in {list}), {int!})", "{=list} = [{=int} := q for q in {list}]", "(lambda: ({?list}.append({N})))()", "(lambda q: q.append({N}))(q={list})", "[(lambda: q.append({N}))() for q in {nested}]", "fs = [lambda: {list}.append(q) for q in range(2)]; [f_() for f_ in fs]", "{funcs} += [lambda: {?list}]", "for q in {funcs}: q()", "exec('{list}.append(q)', {{'{list}': {list}, 'q': {N}}})", "exec('q = 1', {dict})", "exec('made = [1]', (space := {{}})); print(space['made'])", "eval('{list}.append({N})')", "print(eval('q + 1', {{'q': {int}}}))", "exec(compile('{list}.append({N})', 'x', 'exec'))", "exec('def made_(): return {list}'); print(made_())", "if 0 < {int} < {int}: {list}.append({N})", "{list}.append({N}) if {int} < {N} <= 3 else {list}.pop()", "assert not {list}.append({N})", "{=int} = {list}.append({N}) or {int}", "({list} if {int} else {list}).append({N})", "({list} or {list}).append({N})", "[{list}, {list}][{int} % 2].append({N})", "{{True: {list}, False: {list}}}[{int} > 2].append({N})", "(*_, {=list}) = {nested}", "for _ in range({N}): {int} += _", "for {list}[0] in range(2): pass", "for {object}.n, {=int} in [(1, 2)]: pass", "with contextlib.nullcontext([{list}, {list}]) as ({=list}, {=list}): pass", "with contextlib.nullcontext({list}) as q, contextlib.nullcontext(q) as {=list}: {list!}.append({N})", "with {manager}({list}) as {=list}: {list!}.append({N})", "with ({manager}({list}) as q, {manager}({list}) as r): print(q, r)",
    "{class}.made_ = []; {class!}.made_.append({N})", "{class}.__init__.__defaults__", "{class}.n_ = property(lambda self: {?list})", "print({object}.n_)", "{class}.items_ = functools.cached_property(lambda self: [{?int}]); {class!}.items_.__set_name__({class!}, 'items_')", "print({object}.items_)", "{class}.__len__ = lambda self: {N}", "print(len({object}))", "{class}.__call__ = lambda self, *q: {list}", "print({object}())", "{class}.__add__ = lambda self, other: {list}", "{class}.__eq__ = lambda self, other: {list}.append({N}) or True; {class}.__hash__ = lambda self: 1", "print({object} == 1)", "{class}.__iter__ = lambda self: iter({list})", "print(list({object}))", "{class}.__contains__ = lambda self, q: bool({list}.append({N}))", "print(1 in {object})", "{object}.get = types.MethodType(lambda self: self.items, {object})", "{object}.get = {object}.add.__self__.get", "{=func} = {object}.get", "{=change} = {object}.add", "{class}.tag = staticmethod(lambda: {list}.append({N}))", "{class}.tag = classmethod(lambda cls: cls.shared.append({N}))", "{object}.__class__.shared.append({N})", "type({object}).shared = [{N}]", "{class}.__bases__[0].shared", "print([q.__name__ for q in {class}.__mro__][:-1])", "{class}.shared, {class}.extra = [{N}], {list}", "{class} = {class}", "{=class} = {class}; {class}.shared = [{N}]", "class {=class}({class}): n = {N}", "print({class}.__dict__.get('n'))", "Extra.notes.append({N})", "print(Extra.notes, getattr({object}, 'notes', None))", "{object}.note({N})",
)  # fmt: skip

DEFINITIONS: tuple[str, ...] = (
    "def make_two():\n    n = [0]\n    def up():\n        n[0] += 1\n        return n\n    def show():\n        return n\n    return up, show\n{=func}, {=func} = make_two()",
    "def make_three(q):\n    def put(r):\n        nonlocal q\n        q = r\n        return q\n    return (lambda: q), put\n{=func}, {=change} = make_three({list})",
    "def outer():\n    def inner():\n        global {?list}\n        {?list!} = [{N}]\n        return {?list!}\n    return inner\n{=func} = outer()",
    "def outer(q):\n    r = []\n    def inner():\n        nonlocal r\n        r = r + q\n        def deeper():\n            nonlocal r\n            r.append({N})\n            return r\n        return deeper()\n    return inner\n{=func} = outer({list})",
    "def {=func}():\n    for q in {?nested}:\n        try:\n            return q\n        finally:\n            q.append({N})\n    return [{N}]",
    "def {=func}():\n    for q in {?nested}:\n        for r in q:\n            if r > 2:\n                break\n        else:\n            q.append({N})\n            continue\n        break\n    else:\n        return {?list}\n    return {?list}[:1]",
    "def {=func}():\n    try:\n        return {?list}\n    except Exception:\n        return [{N}]\n    else:\n        return []\n    finally:\n        {?object}.n = {N}",
    "def {=func}():\n    while True:\n        try:\n            {?list}.append({N})\n            if len({?list!}) > 3:\n                return {?list!}\n        finally:\n            {?int}\n            if len({?list!}) > 5:\n                break\n    return [{?int!}]",
    "def {=func}():\n    x_ = {?list}\n    del x_[:1]\n    x_ = x_ + [{N}]\n    del x_[0]\n    return x_",
    "def {=func}():\n    return [*map(lambda q: q + {?int}, {?list})]",
    "def {=func}(*, q=({list}, {list})):\n    q[0].append({N})\n    return q[1]",
    "def {=func}(q=[{list}]):\n    q.append(q[0])\n    return q[-1]",
    "def {=func}():\n    g_ = {?func}\n    return g_()",
    "def stateful():\n    stateful.state = getattr(stateful, 'state', []) + [{?int}]\n    return stateful.state\n{=func} = stateful",
    "def {=change}(q):\n    q, r = {?list}, q\n    r.append({N})\n    return q",
    "def {=change}(q):\n    if len(q) > 2:\n        q = q[:2]\n    q.append({N})\n    return q",
    "def {=change}(q):\n    for r in range(2):\n        q = q + [r]\n    q.append({N})\n    return q",
    "def {=change}(q):\n    try:\n        q = list(q)\n    except TypeError:\n        pass\n    q.append({N})\n    return q",
    "def {=change}(q):\n    with contextlib.nullcontext(q) as r:\n        r.append({N})\n    return {?list}",
    "def {=change}(q):\n    r = s = q\n    r += [{N}]\n    del r\n    return s",
    "def {=change}(q, n=2):\n    if n == 0:\n        return q\n    q.append(n)\n    return {?change}(q) if n > 3 else q",
    "def {=change}(q):\n    match q:\n        case [int(r), *s] if r > 1:\n            q = s\n        case []:\n            q = {?list}\n    q.append({N})\n    return q",
    "def {=change}(q):\n    yield_ = [r for r in q if r]\n    q[:] = yield_\n    return yield_",
    "def {=change}(q):\n    return (lambda: q.append({N}) or q)()",
    "def {=change}(q):\n    class Local:\n        kept = q\n        def get(self):\n            return self.kept\n    Local.kept.append({N})\n    return Local().get()",
    "def {=change}(*q, **r):\n    q[0].extend(r.values())\n    return q[0]",
    "def {=change}(q):\n    exec('q.append({N})')\n    return q",
    "def {=change}(q):\n    locals()['q'].append({N})\n    return q",
    "def {=change}(q):\n    if not q:\n        return {?list}\n    head, *tail = q\n    return [head] + {?change}(tail)[:2]",
    "def even_(q):\n    return q if len(q) % 2 == 0 else odd_(q + [{N}])\ndef odd_(q):\n    {?list}.append(len(q))\n    return even_(q)\n{=change} = even_",
    # classes
    "class Base_:\n    def __init_subclass__(cls, /, tag=None, **given):\n        super().__init_subclass__(**given)\n        {?list}.append(tag)\n        cls.tag_ = tag\nclass {=class}({class}, Base_, tag={N}):\n    pass",
    "class Left_:\n    def add(self, v):\n        {?list}.append(0)\n        return super().add(v)\nclass Right_:\n    def add(self, v):\n        self.n += 5\n        return super().add(v)\nclass {=class}(Left_, Right_, {class}):\n    pass",
    "class Prepared(type):\n    @classmethod\n    def __prepare__(mcls, name, bases, **given):\n        return {{'shared': {?list}, 'prepared': []}}\n    def __new__(mcls, name, bases, space, **given):\n        space['prepared'].append(name)\n        return super().__new__(mcls, name, bases, dict(space))\nclass {=class}({class}, metaclass=Prepared):\n    def tag(self):\n        self.prepared.append({N})",
    "class Checked:\n    def __set_name__(self, owner, name):\n        self.name = '_' + name\n        {?list}.append(len(name))\n    def __get__(self, instance, owner=None):\n        return self if instance is None else getattr(instance, self.name, {N})\n    def __set__(self, instance, value):\n        {?list}.append(value)\n        setattr(instance, self.name, value)\nclass {=class}({class}):\n    level = Checked()\n    def tag(self):\n        self.level = {N}",
    "class Lazy:\n    def __init__(self, make):\n        self.make = make\n    def __get__(self, instance, owner):\n        value = self.make(instance)\n        instance.__dict__['lazy_'] = value\n        return value\nclass {=class}({class}):\n    lazy_ = Lazy(lambda self: self.items + {?list})\n    def get(self):\n        return self.lazy_",
    "class {=class}({class}):\n    __slots__ = ('side',)\n    def __init__(self, items):\n        super().__init__(items)\n        self.side = {?list}\n    def get(self):\n        return self.side",
    "class {=class}({class}):\n    @property\n    def size(self):\n        return len(self.items)\n    @size.setter\n    def size(self, v):\n        del self.items[v:]\n        {?list}.append(v)\n    @size.deleter\n    def size(self):\n        self.items.clear()\n    def tag(self):\n        self.size = {N}\n    def bump(self):\n        del self.size\n        return self.size",
    "def adds(kind):\n    kind.added = []\n    old = kind.add\n    def add(self, v):\n        kind.added.append(v)\n        return old(self, v)\n    kind.add = add\n    return kind\n@adds\nclass {=class}({class}):\n    pass",
    "class {=class}({class}):\n    def __getattribute__(self, name):\n        if name == 'items':\n            {?list}.append({N})\n        return super().__getattribute__(name)",
    "class {=class}({class}):\n    def __setattr__(self, name, value):\n        {?dict}[name] = {N}\n        super().__setattr__(name, value)\n    def __delattr__(self, name):\n        {?list}.append({N})\n        super().__delattr__(name)",
    "class {=class}({class}):\n    def __reduce__(self):\n        return type(self), (self.items,)",
    "class {=class}({class}):\n    def __deepcopy__(self, memo):\n        {?list}.append({N})\n        return self\n    def __copy__(self):\n        made = type(self)(self.items)\n        made.n = {N}\n        return made",
    "class {=class}({class}):\n    class Inner:\n        kept = {list}\n        def get(self):\n            return self.kept\n    def get(self):\n        return self.Inner().get()\n    def tag(self):\n        self.Inner.kept.append({N})",
    "class {=class}({class}):\n    count_ = 0\n    def __init__(self, *q):\n        super().__init__(*q)\n        type(self).count_ += 1\n        self.number = self.count_\n    def get(self):\n        return [self.number]",
    "class {=class}({class}):\n    _made = {{}}\n    def __new__(cls, items):\n        key = len(items)\n        if key not in cls._made:\n            cls._made[key] = super().__new__(cls)\n        return cls._made[key]",
    "class {=class}({class}):\n    def __enter__(self):\n        self.old = list(self.items)\n        return self.items\n    def __exit__(self, kind, error, trace):\n        self.items[:] = self.old\n        return kind is ValueError",
    "class {=class}({class}):\n    def __iter__(self):\n        for q in self.items:\n            self.n += 1\n            yield q\n    def __reversed__(self):\n        {?list}.append({N})\n        return iter(self.items[::-1])\n    def __index__(self):\n        return self.n\n    def __matmul__(self, other):\n        self.items.append(other)\n        return self\n    def __invert__(self):\n        return {?list}\n    def __int__(self):\n        self.n += 1\n        return self.n",
    "class {=class}({class}):\n    def __class_getitem__(cls, key):\n        cls.shared.append(key)\n        return cls\n{=object} = {class}[{N}]({list})",
    "class Must(abc.ABC):\n    seen = []\n    @abc.abstractmethod\n    def must(self):\n        self.seen.append({N})\n        return self.seen\nclass Does(Must):\n    def must(self):\n        {?list}.append({N})\n        return super().must()\n{=list} = Does().must()",
    "class {=class}({class}):\n    def __init__(self, items):\n        super().__init__(items)\n        self.on_add = [lambda v: {?list}.append(v)]\n    def add(self, v):\n        for q in self.on_add:\n            q(v)\n        return super().add(v)",
    "class {=class}({class}):\n    def get(self):\n        return super().get()\n    def bump(self):\n        self.__dict__['n'] = {N}\n        return self.__class__.shared and self.n or 0\n    def tag(self):\n        setattr(type(self), 'shared', type(self).shared + [{N}])",
    "class Outer_:\n    values = [{N} for _ in range(2)]\n    more = values + {list}\n    def get(self, q=values):\n        q.append({N})\n        return q\n{=list} = Outer_().get()",
    "T_ = typing.TypeVar('T_')\nclass Bag_(typing.Generic[T_]):\n    def __init__(self, q: 'list[T_]') -> None:\n        self.q = q\n    def put(self, r: T_) -> list:\n        self.q.append(r)\n        return self.q\n{=list} = Bag_[int]({list}).put({N})",
    "class Count_:\n    def __init__(self):\n        self.n = {N}\n    def __iter__(self):\n        return self\n    def __next__(self):\n        self.n -= 1\n        if self.n < 0:\n            raise StopIteration\n        {?list}.append(self.n)\n        return self.n\n{=iter} = Count_()",
    "class Proto_(typing.Protocol):\n    def get(self) -> list: ...\nclass Kept_(typing.NamedTuple):\n    q: list\n    r: int = {N}\n    def get(self):\n        self.q.append(self.r)\n        return self.q\n{=list} = Kept_({list}).get()",
)

BLOCKS: tuple[str, ...] = (
    "for q in range(2):\n    for r in range(2):\n        if q == r:\n            continue\n{body2}\n        break\n    else:\n{body2}",
    "for q in {list}[:3]:\n    if q > 2:\n{body2}\n        break\nelse:\n{body}",
    "while {int} > 0:\n    {int!} -= 1\n    if {int!} == 1:\n{body2}\n        break\nelse:\n{body}",
    "try:\n    try:\n{body2}\n        raise ValueError({list})\n    except ValueError as error:\n{body2}\n        raise KeyError from error\nexcept KeyError as error:\n    {=list} = error.__cause__.args[0]",
    "try:\n{body}\n    {list}[99]\nexcept (IndexError, KeyError) as {=str}:\n{body}\nelse:\n{body}",
    "try:\n    raise Stop_({list})\nexcept Stop_ as error:\n    error.kept.append({N})\n    {=list} = error.kept\n{body}",
    "try:\n{body}\nexcept TypeError:\n{body}\nexcept NameError:\n{body}\nfinally:\n{body}",
    "with contextlib.suppress(ZeroDivisionError):\n{body}\n    1 / 0\n{body}",
    "with {manager}({list}) as {=list}:\n{body}\n    {list!}.append({N})",
    "with {stack} as q:\n{body}",
    "match {shape}:\n    case Square(size={=int}):\n{body2}\n    case Circle() | Shape():\n{body2}",
    "match {node}:\n    case Node(value=[*_] as {=list}):\n{body2}\n    case Node(up=None):\n{body2}\n    case Node(kids=[q, *_]):\n        q.value = {N}\n{body2}\n    case _:\n{body2}",
    "match {object}:\n    case object(n=0 | 1):\n{body2}\n    case object(items=[{=int}, *{=list}]) if {list}:\n{body2}\n    case _:\n{body2}",
    "match {list}:\n    case [] | [_]:\n{body2}\n    case [{=int}, _, *rest] if rest.append({N}) is None:\n{body2}\n    case {=list}:\n{body2}",
    "for q in [{change}, {change}]:\n    q({list})\n{body}",
    "for q in {node}.walk():\n{body}\n    if q.kids:\n        break",
    "for q in list({lists}):\n    if q != 'a':\n        del {lists}[q]\n{body}",
    "if (q := {list}) and {int} or not q:\n{body}\nelif q is {list}:\n{body}",
    "if {int} == 1 or {list}.append({N}):\n{body}\nelse:\n    {=list} = [{N}]\n{body}",
    "def work({?list}):\n{body}\n    {?list!}.append({N})\n    return {?list!}\n{=list} = work({list})",
    "def work():\n    nonlocal_ = {list}\n    def inner():\n        nonlocal nonlocal_\n        nonlocal_ = nonlocal_ + [{N}]\n{body2}\n    inner()\n    return nonlocal_\n{=list} = work()",
    "def work():\n    yield {list}\n{body}\n    yield {list}\nfor q in work():\n    q.append({N})",
    "class Scope:\n    kept = {list}\n{body}\n    kept.append({N})\n{=list} = Scope.kept",
    "for {=int} in range(2):\n    def {?func}(q={int!}):\n        return [q, {int!}]\n{body}",
    "for {=list} in {nested}[:2]:\n    hooks_[len(hooks_)] = lambda: {list!}\n{body}",
    "if {int} % 2:\n    import math as lib_\nelse:\n    import cmath as lib_\n{=str} = lib_.__name__",
)

LIBRARIES: dict[str, str] = {"abc": "abc", "builtins": "builtins"}

SUPPORT: dict[str, str] = {
    "Node": (
        "class Node:\n    made = []\n    def __init__(self, value, up=None):\n        self.value, self.up, self.kids = value, up, []\n        if up is not None:\n            up.kids.append(self)\n    def grow(self, value):\n        return Node(value, self)\n"
        "    def walk(self, depth=0):\n        yield self\n        for kid in self.kids:\n            if depth < 3:\n                yield from kid.walk(depth + 1)\n    def __iter__(self):\n        return iter(list(self.kids))\n    def path(self):\n        found, q = [], self\n        while q is not None and len(found) < 4:\n            found.append(str(q.value))\n            q = q.up\n        return found\n"
        "    @property\n    def depth(self):\n        return len(self.path())\n    def drop(self):\n        if self.up is not None:\n            self.up.kids.remove(self)\n            self.up = None\n    def __str__(self):\n        return f'Node({{self.value}})'.replace('{', '(')"
    )
    .replace("{{", "{")
    .replace("}}", "}"),
    "Shape|Square|Circle": (
        "class Shape(abc.ABC):\n    kinds = {}\n    unit = 1\n    def __init_subclass__(cls, **given):\n        super().__init_subclass__(**given)\n        Shape.kinds[cls.__name__] = cls\n    def __init__(self, size):\n        self._size, self.kind, self.sides = size, type(self).__name__, []\n"
        "    @property\n    def size(self):\n        return self._size\n    @size.setter\n    def size(self, value):\n        self.sides.append(value)\n        self._size = value\n    @abc.abstractmethod\n    def area(self):\n        ...\n    @classmethod\n    def make(cls, kind, *given):\n        return cls.kinds[kind](*given)\n    def scaled(self, n):\n        return type(self)(self.size * n)\n    def __eq__(self, other):\n        return self.area() == other.area()\n    def __repr__(self):\n        return f'{self.kind}({self.size})'\n"
        "class Square(Shape):\n    def area(self):\n        return self.size ** 2 * self.unit\nclass Circle(Shape):\n    def __init__(self, size):\n        super().__init__(size)\n        self.sides.append(0)\n    def area(self):\n        return 3 * self.size"
    ),
    "Stack|Counting": (
        "class Stack:\n    limit = 9\n    __slots__ = ('items', '__dict__')\n    def __init__(self, items=()):\n        self.items = list(items)\n    def __class_getitem__(cls, key):\n        return cls\n    @property\n    def all(self):\n        return self.items\n    @property\n    def peak(self):\n        return max((q for q in self.items if isinstance(q, int)), default=0)\n    def push(self, v):\n        self.items.append(v)\n        return self\n    def pop(self):\n        return len(str(self.items.pop()))\n    def extend(self, more):\n        for q in more:\n            self.push(q)\n"
        "    def __len__(self):\n        return len(self.items)\n    def __getitem__(self, key):\n        return Stack(self.items[key]) if isinstance(key, slice) else self.items[key]\n    def __setitem__(self, key, value):\n        self.items[key] = value\n    def __delitem__(self, key):\n        del self.items[key]\n    def __iadd__(self, more):\n        self.items += more\n        return self\n    def __ior__(self, more):\n        return Stack([*self.items, *more])\n    def __add__(self, other):\n        return Stack(self.items + other.items)\n    def __call__(self, *q):\n        self.items.extend(q)\n        return self.items\n"
        "    def __enter__(self):\n        self.items.append(0)\n        return self\n    def __exit__(self, *error):\n        self.items.pop()\n    def __eq__(self, other):\n        return self.items == getattr(other, 'items', other)\n    def __hash__(self):\n        return len(self.items) + 1\n    def __repr__(self):\n        return f'{type(self).__name__}({self.items})'\n"
        "class Counting(Stack):\n    __slots__ = ()\n    pushes = []\n    def push(self, v):\n        self.pushes.append(v)\n        return super().push(v)"
    ),
    "Temper|Warm": (
        "class Degrees:\n    limit = 50\n    def __init__(self):\n        self.reads = []\n    def __set_name__(self, owner, name):\n        self.name = name\n    def __get__(self, instance, owner=None):\n        if instance is None:\n            return self\n        self.reads.append(1)\n        return instance.__dict__.get(self.name, owner.base)\n    def __set__(self, instance, value):\n        instance.seen.append(value)\n        instance.__dict__[self.name] = min(value, self.limit)\n    def __delete__(self, instance):\n        instance.__dict__.pop(self.name, None)\n"
        "class Temper:\n    base = 7\n    degrees = Degrees()\n    def __init__(self, degrees):\n        self.seen = []\n        self.degrees = degrees\n    def __repr__(self):\n        return f'{self.degrees}'\nclass Warm(Temper):\n    base = 20\n    @property\n    def more(self):\n        return self.degrees + 1"
    ),
    "Account|Saving": (
        "class Account:\n    count = 0\n    rate = 1\n    log = []\n    name = 'none'\n    def __init__(self, total=0):\n        self.total, self.history = total, []\n        Account.count += 1\n    @classmethod\n    def of(cls, amounts):\n        made = cls()\n        for q in amounts:\n            if isinstance(q, int):\n                made.pay(q)\n        return made\n    @classmethod\n    def reset(cls):\n        cls.count = 0\n    def pay(self, v):\n        self.total += self.rate * len(str(v))\n        self.history.append(v)\n        self.log.append(len(self.history))\n        return self.total\n    def __iadd__(self, v):\n        self.pay(v)\n        return self\n"
        "    def __add__(self, other):\n        return self.total + getattr(other, 'total', other)\n    __radd__ = __add__\n    def __lt__(self, other):\n        return self.total < other.total\n    def __neg__(self):\n        return -self.total\n    def __abs__(self):\n        self.total = abs(self.total)\n        return self.total\n    def __int__(self):\n        return self.total\n    def __getitem__(self, key):\n        return self.total\n    def __format__(self, spec):\n        return format(str(self.total), spec)\n    def __str__(self):\n        return f'{self.name}:{self.total}'\n"
        "class Saving(Account):\n    rate = 2\n    def pay(self, v):\n        super().pay(v)\n        return super().pay(v)"
    ),
    "Flow": (
        "class Flow:\n    def __init__(self, *parts):\n        self.parts, self.ran = list(parts), []\n    def then(self, part):\n        self.parts.append(part)\n        return self\n    def __or__(self, part):\n        return Flow(*self.parts, part)\n    def run(self, q):\n        for part in list(self.parts):\n            q = part(q)\n            self.ran.append(len(self.parts))\n        return q"
    ),
    "Event": (
        "class Event:\n    def __init__(self, *targets):\n        self.targets, self.log = list(targets), []\n    def on(self, target):\n        self.targets.append(target)\n        return self\n    def off(self):\n        return self.targets.pop() if self.targets else None\n    def __iadd__(self, target):\n        return self.on(target)\n    def fire(self, value):\n        for target in list(self.targets):\n            try:\n                self.log.append(len(str(target(value))))\n            except TypeError:\n                self.log.append(0)\n        return self.log"
    ),
    "Extra": "class Extra:\n    notes = []\n    def note(self, v):\n        self.notes.append(v)\n        return self",
    "marked": "def marked(kind):\n    kind.mark = [kind.__name__]\n    return kind",
    "sealed": "def sealed(kind):\n    class Sealed(kind):\n        def add(self, v):\n            self.n += 1\n            return self\n    Sealed.__name__ = kind.__name__\n    return Sealed",
    "Stop_": "class Stop_(Exception):\n    def __init__(self, kept):\n        super().__init__(len(kept))\n        self.kept = kept",
    "recurse": "def recurse(q, depth=0):\n    if depth > 2:\n        return q\n    q.append(depth)\n    return recurse(q, depth + 1)",
    "flatten": "def flatten(q):\n    found = []\n    for r in q:\n        found.extend(flatten(r) if isinstance(r, list) else [r])\n    return found",
    "fact": "def fact(n):\n    return [1] if n < 2 else [*fact(n - 1), n]",
    "compose": "def compose(*fs):\n    def call(*q):\n        first, *rest = reversed(fs)\n        made = first(*q)\n        for f_ in rest:\n            made = f_(made)\n        return made\n    return call",
    "curry": "def curry(q):\n    def take(*r):\n        q.extend(r if not isinstance(r[0], list) else r[0])\n        return q\n    return take",
    "swapped": "def swapped(q, r):\n    q, r = r, q\n    return q, r",
    "first_of": "def first_of(*q):\n    return q[0]",
    "variadic": "def variadic(*args, q=None, **kwargs):\n    return args[-1] if args else q",
    "keyed": "def keyed(**given):\n    given['made'] = 1\n    return given.get('a', [])",
    "opened_": "def opened_(q):\n    with contextlib.nullcontext(q) as r:\n        return r\n    return []",
    "accumulate_": "def accumulate_(v, kept=[]):\n    kept.append(v)\n    accumulate_.kept = kept\n    return kept\naccumulate_.kept = []",
    "step_": "def make_step():\n    n = 0\n    def step():\n        nonlocal n\n        n += 1\n        return n\n    return step\nstep_ = make_step()",
    "tally_": "def tally_(start):\n    def call():\n        nonlocal start\n        start += 1\n        return [start]\n    return call",
    "chained|seen_": "seen_ = []\ndef chained(v):\n    return (seen_.append(v) or 1) < (seen_.append(v + 1) or 2) <= len(seen_)",
    "early": "def early(q):\n    for r in q:\n        try:\n            if r > 1:\n                return q\n        finally:\n            q.append(0)\n            break\n    return [9]",
    "nested_try": "def nested_try(q):\n    try:\n        try:\n            q.append(1)\n            raise KeyError(q)\n        except ValueError:\n            return []\n        finally:\n            q.append(2)\n    except KeyError as error:\n        return error.args[0]",
    "looped": "def looped(q):\n    for r in q:\n        for s in r:\n            if s > 2:\n                r.append(0)\n                break\n        else:\n            continue\n        return r\n    else:\n        q.append([])\n        return q[-1]",
    "matched": "def matched(q):\n    match q:\n        case [int(r), *s]:\n            q.append(r)\n            return s\n        case {'x': r, **s}:\n            return [r]\n        case int() | str():\n            return [q]\n        case object(items=r) if r:\n            r.append(1)\n            return r\n        case _:\n            return []",
    "memoized": "def memoized(f_):\n    kept = {}\n    @functools.wraps(f_)\n    def call(*q):\n        key = str(q)\n        if key not in kept:\n            kept[key] = f_(*q)\n        return kept[key]\n    call.kept = kept\n    return call",
    "counting|counted_calls": "counted_calls = collections.Counter()\ndef counting(f_):\n    def call(*q):\n        counted_calls[len(q)] += 1\n        return f_(*q)\n    return call",
    "limited_": "class limited_:\n    def __init__(self, f_, most=2):\n        self.f_, self.left = f_, most\n    def __call__(self, *q):\n        if not self.left:\n            return []\n        self.left -= 1\n        return self.f_(*q)",
    "numbers_": "made_numbers = []\ndef numbers_():\n    for q in range(3):\n        made_numbers.append(q)\n        yield q",
    "paired": "def paired(q=(1, 2)):\n    rest_ = iter(q)\n    for r in rest_:\n        yield r, next(rest_, None)",
    "delegating": "def delegating(q):\n    got = yield from inner_(q)\n    q.append(got)\n    yield got\ndef inner_(q):\n    yield from q[:2]\n    return len(q)",
    "coroutine": "def coroutine(q):\n    while len(q) < 6:\n        got = yield len(q)\n        q.append(got)",
}
