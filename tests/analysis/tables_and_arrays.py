"""More phrases for random programs: what else is done with pandas and NumPy. Written as in `constructs`."""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "groups": ("grouped", "bins"),
    "wide": ("wide", "multi"),
    "levels": ("levels", "sizes"),
    "words": ("words", "labels"),
    "times": ("times", "dates"),
    "masked": ("masked", "partial"),
    "struct": ("records", "points"),
    "cells": ("cells", "bag"),
    "axis": ("axis", "keys_"),
    "float": ("weights", "scores"),
    "dtypes": ("dtypes",),
    "rowlist": ("tuples", "lines"),
}

SHOWN: dict[str, str] = {
    "groups": "{}.sum(numeric_only=True).to_string()",
    "wide": "{}.to_string()",
    "levels": "list({0}), list({0}.categories)",
    "words": "{}.tolist()",
    "times": "{}.astype(str).tolist()",
    "masked": "{}.tolist()",
    "struct": "{}.tolist()",
    "cells": "{}.tolist()",
    "axis": "{0}.tolist(), {0}.name",
    "float": "{}.round(3).tolist()",
}

EXPRESSIONS: dict[str, tuple[str, ...]] = {
    "groups": (
        "{frame}.groupby('x')", "{groups}", "{frame}.groupby({frame}['x'] % 2)", "{frame}.groupby(lambda q: {?list}.append(int(q)) or 0)", "{frame}.groupby(level=0)", "{frame}.groupby('x')[['y']]", "{frame}.rolling(2)", "{frame}.expanding()",
    ),
    "wide": (
        "{frame}.set_index(['x', 'y'])", "{wide}", "{wide}.copy()", "{frame}.pivot_table(index='x', columns='y', aggfunc='size', fill_value=0)", "{frame}.assign(k='a').set_index(['k', 'x'])", "{frame}.T", "{wide}.unstack(fill_value=0)",
        "pd.concat({{'a': {frame}, 'b': {frame}}})", "pd.concat([{frame}, {frame}], axis=1, keys=['a', 'b'])", "{frame}.agg(['min', 'max'])", "{frame}.describe()", "pd.crosstab({frame}['x'], {frame}['y'])", "{wide}.sort_index()", "{wide}.stack()", "{wide}.swaplevel()", "{frame}.pivot(columns='x', values='y')",
    ),
    "levels": (
        "pd.Categorical(['b', 'a', 'b'])", "{levels}", "{levels}.copy()", "pd.Categorical({list})", "pd.cut({series}, [0, 1, 2, 9], labels=list('abc')).array", "{levels}.rename_categories(str)", "{levels}.add_categories(['z{N}'])", "{levels}[:2]", "{words}.astype('category').array", "{levels}.remove_unused_categories()",
    ),
    "words": (
        "pd.Series(['a b', 'c d', 'e'])", "{words}", "{words}.str.upper()", "{words}.str.split().str[0]", "{words}.copy()", "{words} + 'q'", "pd.Series([{str}, 'b', 'c'])", "{words}.str.cat({words}, sep='-')", "{words}[{words}.str.len() > 1]", "{words}.map({{'a b': {str}}}).fillna('n')", "{words}.str.replace('a', 'A')", "{words}.head(2)",
        "{frame}.columns.to_series()", "{words}.str.get_dummies(' ').columns.to_series()", "{series}.astype(str)", "{words}.where({words} > 'b', {str})",
    ),
    "times": (
        "pd.date_range('2024-01-0{N}', periods=3)", "{times}", "{times} + pd.Timedelta(days={N})", "pd.to_datetime(pd.Series(['2024-01-01', '2024-02-01', '2024-03-0{N}']))", "{times}[:2]", "{times}.copy()", "pd.DatetimeIndex({times})", "pd.Series({times})", "pd.to_datetime({times})",
    ),
    "masked": (
        "np.ma.masked_greater({array}, 3)", "{masked}", "{masked}.copy()", "np.ma.array({array}, mask={array} > 2)", "np.ma.masked_array({array})", "{masked}[:4]", "{masked}[::-1]", "{masked} + 1", "np.ma.masked_where({array} > 2, {array}, copy=False)", "np.ma.asarray({array})", "np.ma.masked_equal({array}, {N}, copy=False)", "{masked}.view()",
    ),
    "struct": (
        "np.array([(1, 2.0), (3, 4.0)], dtype=[('x', int), ('y', float)])", "{struct}", "{struct}.copy()", "{struct}[::-1]", "{struct}.view(np.recarray)", "np.zeros(2, dtype=[('x', int), ('y', float)])", "{frame}.to_records(index=False)", "{struct}[{struct}['x'] >= 0]", "np.rec.fromarrays([{array}[:2], {array}[2:4]], names='x,y')",
        "np.sort({struct}, order='x')", "{struct}[:1]",
    ),
    "cells": (
        "np.array([{list}, None, {str}], dtype=object)", "{cells}", "{cells}.copy()", "{cells}[::-1]", "np.array([{dict}, {list}], dtype=object)", "pd.Series([{list}, {list}])", "pd.Series([{list}, None, 1], dtype=object)", "{cells}[:2]", "pd.Series([{dict}, {object}])", "pd.Series({{'a': {list}, 'b': {nested}}})", "pd.Index([{N}, ({list} and 1)], dtype=object)",
        "pd.DataFrame({{'x': [1, 2], 'l': [{list}, {list}]}})['l']", "pd.Series({nested})", "pd.DataFrame({{'x': [1, 2, 2], 'y': [1, 2, 3]}}).groupby('x')['y'].agg(list)", "np.frompyfunc(lambda q: [q], 1, 1)({array})", "pd.Series({list}).map(lambda q: {list})", "{words}.str.split()", "np.full(2, {list} and None)", "copy.copy({cells})", "copy.deepcopy({cells})",
    ),
    "axis": ("{frame}.index", "{frame}.columns", "{axis}", "pd.Index([1, 2, 3], name='q')", "{axis}.copy()", "{axis}.rename('r')", "{series}.index", "pd.RangeIndex(3)", "{axis}[:2]", "pd.Index({list} or [1])", "{axis}.view()", "{frame}.axes[0]", "pd.Index({array})", "pd.Index({series})"),
    "float": (
        "np.linspace(0, 1, 4)", "{float}", "{float}.copy()", "{float} / 2", "{array} / 3", "np.sqrt({array})", "{float}[::-1]", "{float}.reshape(2, 2)[0]", "np.nan_to_num({float}, copy=False)", "np.nan_to_num({float})", "np.random.rand(4)", "{rng}.normal(size=3)", "{series}.to_numpy(dtype=float)", "{struct}['y']", "np.asarray({float}, dtype=float)", "{float}.astype(float, copy=False)",
        "np.add({float}, 1, out={float})", "np.where({float} > 0, {float}, 0)", "{float}.T", "np.full(3, {N} / 2)", "np.exp({float})", "np.fromiter({list}, float)", "np.loadtxt(['1 2', '3 4']).ravel()", "{masked}.filled(0) + 0.5", "np.divide({float}, 2, out={float}, where={float} > 0)", "np.interp({float}, [0, 1], [0, {N}])", "np.outer({float}, {float})[0]",
    ),
    "dtypes": ("{frame}.dtypes", "np.dtype([('x', int)])", "{array}.dtype", "{dtypes}"),
    "rowlist": ("list({frame}.itertuples(index=False))", "{frame}.to_dict('records')", "[q for _, q in {frame}.iterrows()]", "{rowlist}", "list(zip({frame}['x'], {frame}['y']))", "[q.to_dict() for _, q in {groups}]", "list(np.ndindex(2, 2))", "[q for _, q in {frame}.groupby('x')]", "np.array_split({frame}, 1)", "list({frame}.items())", "[q.copy() for q in {rowlist}]"),
    "array": (
        "{masked}.data", "{masked}.filled(0)", "{struct}['x']", "{matrix}.diagonal()", "{matrix}.ravel(order='F')", "{matrix}.ravel('K')", "{matrix}.swapaxes(0, 1)[0]", "{matrix}.flatten()", "np.frombuffer(bytes({list}), dtype='u1')", "np.frombuffer({array}.tobytes(), dtype={array}.dtype)", "np.array(memoryview({array}))", "{matrix}.T.reshape(-1)", "{array}.reshape(3, 2).T.ravel()",
        "np.broadcast_to({array}[:1], 6)", "np.broadcast_arrays({array}, {array}[:1])[0]", "np.ma.getdata({masked})", "np.ma.getmaskarray({masked}).astype(int)", "{masked}.compressed()", "np.roll({array}, 1)", "np.repeat({array}, 1)", "np.tile({array}, 1)", "np.resize({array}, 6)", "np.unique({array})", "np.delete({array}, 0)", "np.insert({array}, 0, {N})", "np.append({array}, {N})[:6]", "np.multiply({array}, 2)", "np.hstack([{array}[:3], {array}[:3]])",
        "np.select([{array} > 2], [{array}], 0)", "np.choose({array} % 2, [{array}, {array}])", "np.piecewise({array}, [{array} > 2], [1, 0])", "np.bincount({array} % 3)", "np.diff({array})", "np.ediff1d({array})", "np.convolve({array}, [1, 2])[:6]", "{frame}.index.to_numpy()", "{frame}.values[0]", "{axis}.values", "{series}.to_numpy()", "{series}.to_numpy(copy=True)", "{levels}.codes.astype(int)", "{array}.squeeze()", "{array}.view(np.ndarray)",
        "np.from_dlpack({array})", "np.ascontiguousarray({array})", "np.asfortranarray({array})", "np.copy({array})", "np.array_split({array}, 2)[0]", "np.einsum('i->i', {array})", "np.einsum('ii->i', {matrix}[:, :2])", "np.nditer({array}).operands[0]", "np.add.accumulate({array})", "np.add.outer({array}, {array})[0]", "np.trim_zeros({array})", "{array}.byteswap().byteswap()", "{array}.take([0, 1, 2])", "{array}.compress({array} > 0)", "{array}.clip(0, 3)", "{array}.repeat(1)",
        "{array}.__array__()", "np.rot90({matrix})[0]", "np.triu({matrix}).ravel()", "{matrix}.reshape(6, order='F')", "{matrix}.reshape(3, 2)[:, 0]", "np.digitize({array}, [1, 3])", "np.vectorize({change})([1])", "np.atleast_1d({array})", "{array}.flat[1:3]", "np.nan_to_num({array}, copy=False)", "{array}.choose([{array}, {array}])", "np.asarray({frame}['x'])", "{float}.astype(int)", "np.array({list} or [1])", "{array}.cumsum(out={array})", "np.negative({array})", "-{array}", "{array}[:, None][:, 0]", "{array}[{array}.argmax():]",
    ),
    "matrix": (
        "{matrix}.swapaxes(0, 1).T", "np.tile({array}, (2, 1))[:, :3]", "np.meshgrid({array}[:3], {array}[:2])[0]", "{matrix}.copy(order='F')", "np.array({matrix}, order='F')", "np.ma.masked_greater({matrix}, 9).data", "np.expand_dims({array}, 0)", "{matrix}.view()", "np.pad({matrix}, 0)", "np.column_stack([{array}, {array}])[:2]", "{wide}.to_numpy()[:2]",
        "np.array([{array}[:3], {array}[3:6]])", "np.r_[{matrix}]", "np.c_[{array}[:2], {array}[:2]]", "np.block([[{matrix}]])", "np.dot({matrix}, np.eye(3, dtype=int))", "np.reshape({array}, (2, 3), order='F')",
    ),
    "views": (
        "list(np.nditer({array}[:3]))", "[{matrix}.T, {matrix}]", "[{array}.reshape(2, 3), {array}]", "np.hsplit({matrix}, 3)", "np.vsplit({matrix}, 2)", "list(np.broadcast_arrays({array}, {array}))", "[{masked}.data, {array}]", "[{struct}['x'], {struct}['y']]", "list(np.meshgrid({array}[:2], {array}[:2]))", "[q for q in {matrix}]", "[{frame}['x'].to_numpy(), {frame}['y'].values]", "[*{matrix}.T]", "list(map(np.asarray, {views}))", "[np.asarray(q) for q in {views}]",
        "[q.copy() for q in {views}]", "list(np.lib.stride_tricks.sliding_window_view({array}, 2))", "np.unstack({matrix})", "[{array}[q:q + 2] for q in range(3)]",
    ),
    "frame": (
        "{frame}.loc[{frame}['x'] > 1]", "{frame}.loc[lambda q: q['x'] > 1]", "{frame}.loc[:, ['x', 'y']]", "{frame}.iloc[::-1]", "{frame}.iloc[[0]]", "{frame}.reindex([0, 1, 2])", "{frame}.reindex(columns=['x', 'y'])", "{groups}.sum().reset_index()", "{groups}.get_group(1)", "{groups}.head(1)", "{groups}.transform('sum').assign(y=1)", "{groups}.apply(lambda q: q.head(1))", "{groups}.filter(lambda q: len(q) > 0)", "{frame}.xs(0).to_frame().T",
        "{wide}.reset_index()", "{frame}.set_axis(['x', 'y'], axis=1)", "pd.DataFrame({rowlist})", "pd.DataFrame({rowlist}, columns=['x', 'y'])", "pd.DataFrame.from_records({struct})", "pd.DataFrame({struct})", "pd.DataFrame({{'x': {series}, 'y': {series}}})", "pd.DataFrame({{'x': {list}, 'y': {list}}})", "{frame}.mask({frame} > 3, 0)", "{frame}.clip(0, 3)", "{frame}.rank()", "{frame}.shift(1, fill_value=0)", "{frame}.diff().fillna(0)", "{frame}.cumsum()",
        "{frame}.truncate(0, 1)", "{frame}.add_prefix('').rename(columns=str)", "{frame}.isin([1, 2]).astype(int)", "{frame}.combine_first({frame})", "{frame}.align({frame})[0]", "{frame}.infer_objects()", "{frame}.convert_dtypes()", "{frame}.replace({{1: {N}}})", "{frame}.transpose(copy=False).T", "{frame}.squeeze(axis=0)", "{frame}.dropna()", "{frame}.select_dtypes('number')", "{frame}.filter(['x', 'y'])", "{frame}.get(['x', 'y'])",
        "pd.merge({frame}, {frame}, on=['x', 'y'])", "pd.concat([{frame}, {frame}], ignore_index=True)", "pd.concat([{frame}], copy=False)", "{frame}.map(int)", "{frame}.apply({?change})", "{frame}.set_flags(allows_duplicate_labels=True)", "{frame}.to_numpy() @ np.eye(2, dtype=int) is None or {frame}", "pd.get_dummies({frame})", "{frame}.nsmallest(2, 'x')", "{frame}.tail(2)", "pd.DataFrame(dict({groups}['y'].apply(list)))", "copy.copy({frame})", "copy.deepcopy({frame})",
        "{frame}.groupby('x', group_keys=False).apply(lambda q: q.assign(z=len({?list})))", "{frame}.assign(z=lambda q: q['x'] + {?int})", "pd.json_normalize({rowlist})", "pd.read_json(io.StringIO({frame}.to_json()))", "pd.read_csv(io.StringIO({frame}.to_csv(index=False)))", "{frame}.rename({{'x': 'y', 'y': 'x'}}, axis=1)", "{frame}.sort_index(ascending=False)", "{frame}.where({frame}['x'] > 1, {frame})", "{frame}.reset_index(names='q')[['x', 'y']]", "{frame}.explode('y')",
    ),
    "series": (
        "{frame}.loc[0]", "{frame}.iloc[:, 0]", "{frame}['x'].where({frame}['x'] > 1, {N})", "{groups}['y'].sum()", "{groups}.size()", "{frame}.get('x')", "{frame}['x'].to_frame()['x']", "{times}.day.to_series()", "{times}.dt.month", "{words}.str.len()", "{series}.reindex([0, 1, 2], fill_value=0)", "{series}.value_counts().sort_index()", "{series}.squeeze()", "{frame}.squeeze('columns')", "pd.Series({array}, copy=False)", "pd.Series({dict})", "pd.Series({series})", "{series}.reset_index(drop=True)",
        "{series}.iloc[:2]", "{series}.loc[:1]", "{series}.loc[{series} > 1]", "{series}.to_frame().iloc[:, 0]", "{series}.rolling(2, min_periods=1).sum()", "{series}.shift(fill_value=0)", "{series}.rank()", "{series}.T", "{series}.view()", "{series}.array[:2] and {series}", "{series}.set_axis(range(len({series})))", "{series}.mask({series} > 2, {N})", "{series}.combine({series}, max)", "{series}.map({{1: {N}}})", "{series}.pipe(lambda q: q)", "{series}.transform(lambda q: q * 2)", "{series}.explode()", "{series}.to_numpy() is None or {series}", "{wide}.iloc[:, 0].reset_index(drop=True)",
        "{frame}.pop('x')", "{frame}.eval('x + y')", "{frame}.x.astype(int)", "{frame}.xs('x', axis=1)", "{frame}.idxmax()", "{frame}.nunique()", "{frame}.stack().reset_index(drop=True)", "copy.copy({series})", "{series}.astype(int, copy=False)", "{series}.infer_objects()", "{frame}['x'].rename('x', copy=False)", "pd.concat([{series}, {series}])", "{series}.dropna()", "{axis}.to_series()",
    ),
    "list": (
        "{cells}[0]", "{cells}.tolist()[0]", "list({cells})[0]", "{cells}.iloc[0]", "{cells}.loc[0]", "{cells}.item() if len({cells}) == 1 else {list}", "{frame}.attrs.setdefault('k', {list})", "{frame}['l'].iloc[0]", "{frame}['l'].tolist()[0]", "{frame}.at[0, 'l']", "{groups}['y'].apply(list).iloc[0]", "[int(q) for q in {masked}.compressed()]", "[int(q.x) for q in {frame}.itertuples()]", "{axis}.tolist()", "{levels}.codes.tolist()",
        "[int(q['x']) for _, q in {frame}.iterrows()]", "{words}.str.len().tolist()", "[len(q) for _, q in {groups}]", "{times}.day.tolist()", "list({groups}.groups)", "[int(q) for q in {matrix}.flat]", "[q.item() for q in np.nditer({array})][:6]", "{struct}['x'].tolist()", "{frame}.sum().tolist()", "{frame}.to_dict('list')['x']", "{cells}.explode().tolist()[:2]", "{cells}.copy()[0]", "next(iter({cells}))", "{rowlist}[0].get('l', {list})", "[*map(len, {rowlist})]", "{cells}.to_dict()['a']", "{cells}['a']",
    ),
    "dict": ("{frame}['x'].to_dict()", "{frame}.iloc[0].to_dict()", "{groups}['y'].sum().to_dict()", "{frame}.attrs", "{series}.to_dict()", "{rowlist}[0]", "{frame}.to_dict('records')[0]", "{cells}.iloc[0]", "{cells}[0]"),
    "int": (
        "int({masked}.sum())", "int({float}.sum() * 10)", "{levels}.codes.sum().item()", "len({groups})", "int({frame}.loc[0, 'x'])", "int({frame}.iat[0, 0])", "int({groups}['y'].sum().sum())", "{times}[0].day", "int({struct}['x'].max())", "int(np.ma.count_masked({masked}))", "len({words}.str.contains('a'))", "{frame}.shape[0]", "{array}.size", "int({matrix}.trace())", "int({array} @ {array})",
        "int(np.may_share_memory({array}, {matrix}))", "int({array}.flags.owndata)", "int({frame}.memory_usage().sum() > 0)", "{axis}.get_loc({axis}[0])", "int({axis} is {frame}.index)", "int({masked}.data is {array})", "int({wide}.to_numpy().sum())", "int(np.shares_memory({masked}.data, {array}))", "{frame}.index.nlevels", "int({cells}[0] is {list})", "int({frame}.at[0, 'y'])", "int({array}.item(0))", "{words}.str.len().max().item()",
    ),
    "str": ("{words}.iloc[0]", "{words}.str.cat(sep=',')", "{frame}.to_csv(index=False)", "{times}[0].strftime('%d')", "{frame}.index.name or 'n'", "{axis}.name or 'n'", "np.array2string({array})", "str({frame}.dtypes.to_dict())", "str({dtypes})", "repr({masked})", "{frame}.to_json()", "repr({levels})"),
}  # fmt: skip

STATEMENTS: tuple[str, ...] = (
    *(f"{{={kind}}} = {{e:{kind}}}" for kind in KINDS),
    *(f"{{={kind}}} = {{{kind}}}" for kind in KINDS),
    # pandas, by labels and places
    "{frame}.loc[0] = {N}", "{frame}.loc[:, 'x'] = {N}", "{frame}.loc[{frame}['x'] > 1] = {N}", "{frame}.loc[{frame!}['y'] > {N}, ['x', 'y']] = [{N}, {N}]", "{frame}.iloc[:, 1] = {N}", "{frame}.iloc[0] = {frame!}.iloc[-1]", "{frame}.iat[0, 1] = {N}", "{frame}.loc[0, 'x'] += {N}", "{frame}.iloc[0, 0] *= 2", "{frame}[{frame!} > 3] = 0", "{frame}.mask({frame!} > 2, {N}, inplace=True)",
    "{frame}[['x']] = {frame}[['y']].to_numpy()", "{frame}['n'] = {series}", "{frame}['n'] = {series}.to_numpy()", "{frame}['x'] = {array}[:len({frame!})]", "{frame}['x'] = {list}", "{frame}['w'] = {words}", "{frame}['w'] = {frame!}['x'].astype(str)", "{frame}['c'] = {levels}", "{frame}['t'] = {times}", "{frame}['l'] = [{list}, {list}, {list}][:len({frame!})]", "{frame}['l'] = [[] for _ in range(len({frame!}))]", "{frame}['l'].iloc[0].append({N})", "{frame}['l'].apply(lambda q: q.append({N}))", "{frame}.at[0, 'l'] = {list}",
    "{frame}.at[0, 'l'].append({N})", "for q in {frame}['l']: q.append({N})", "for _, q in {frame}.iterrows(): q['l'].append({N})", "for q in {frame}.itertuples(): q.l.append({N})", "for _, q in {frame}.iterrows(): q['x'] = {N}", "for q, r in {frame}.iterrows(): {frame!}.loc[q, 'x'] = {N}", "for q in {frame}.index: {frame!}.at[q, 'x'] += 1", "for q, r in {frame}.items(): {list}.append(len(r))", "{frame}.columns = ['x', 'y']", "{frame}.columns.name = {str}", "{frame}.index = {axis}", "{frame}.index = pd.Index(range(len({frame!})), name={str})",
    "{frame}.index.names = ['q']", "{axis}.name = {str}", "{frame}.set_index('x', drop=False, inplace=True)", "{frame}.dropna(inplace=True)", "{frame}.drop_duplicates(inplace=True)", "{frame}.sort_index(inplace=True)", "{frame}.rename_axis('q', inplace=True)", "{frame}.clip(0, 3, inplace=True)", "{frame}.query('x > 1', inplace=True)", "{frame}.ffill(inplace=True)", "{frame}.rename(columns={{'x': 'y', 'y': 'x'}}, inplace=True)", "{frame}.isetitem(0, {N})", "{frame}.attrs.update(k={list})", "{frame}.attrs['k'].append({N})", "{frame}.attrs = {{'k': {list}}}",
    "print({frame}.attrs, {frame}.copy().attrs)", "{=frame}, {=series} = {frame}, {frame}.pop('x')", "{=frame} = {frame}.pipe(lambda q, r: q.assign(r=r), {N})", "{=frame}, {=frame} = [q for _, q in {groups}][:2]", "{=series}, {=series} = {frame}['x'], {frame}['y']", "{frame}.iloc[:, 0].values[0] = {N}", "{frame}.loc[:, 'x'].iloc[0] = {N}", "{frame}['x'].iloc[0] = {N}", "{frame}['x'].array[0] = {N}", "np.asarray({frame}['x'])[:] = {N}", "{frame}.values[0, 0] = {N}", "{frame}.T.iloc[0, 0] = {N}", "{frame}[:1]['x'] = {N}", "{frame}.head(1).loc[:, 'x'] = {N}",
    "{series}.iloc[:2] = {N}", "{series}.at[0] = {N}", "{series}.iat[0] = {N}", "{series}[0] = {N}", "{series}.loc[{series!} > 1] = {N}", "{series} *= 2", "{series}.update(pd.Series([{N}]))", "{series}.fillna(0, inplace=True)", "{series}.replace({{1: {N}}}, inplace=True)", "{series}.drop(0, inplace=True)", "{series}.sort_index(inplace=True)", "{series}.rename('q', inplace=True)", "{series}.attrs['k'] = {list}", "{series}.clip(0, 2, inplace=True)", "{series}.mask({series!} > 1, 0, inplace=True)", "{series}.index.name = 'q'", "print({series}.name, {series}.index.name)", "{series}.pop(0)", "del {series}[0]",
    "{words}.iloc[0] = {str}", "{words}[{words!}.str.startswith('a')] = {str}", "{words} += 'z'", "print({words}.str.split().tolist())", "{times}.name = 'q'", "print({times}.strftime('%m').tolist())", "{times}.iloc[0] = pd.Timestamp(0)", "{levels}[0] = {levels!}[1]", "{levels}[:] = {levels!}[::-1]", "{levels}.codes", "print({levels}.describe().to_string())", "print({groups}['y'].sum().tolist())", "print({groups}.agg('max').to_string())", "print([int(q) for q, _ in {groups}])", "{groups}.apply(lambda q: {list}.append(len(q)))", "for q, r in {groups}: {list}.append(len(r))", "print({groups}.ngroups)",
    "{groups}.obj['x'] = {N}", "{groups}.obj.iloc[0, 0] = {N}", "{wide}.iloc[0] = {N}", "{wide}.index = range(len({wide!}))", "{wide}.loc['a'] = {N}", "{wide}.xs('a')", "print({wide}.index.nlevels, {wide}.columns.nlevels)", "{wide}.index.names = [f'n{{q}}' for q in range({wide!}.index.nlevels)]", "{wide}.columns = [str(q) for q in {wide!}.columns]", "{wide}.loc[('a', 1), 'y'] = {N}", "{wide}.sort_index(inplace=True)", "{wide}.insert(0, 'new', {N})", "{wide} += 1",
    # frames in functions and containers
    "{=nested} = [[q] for q in {frame}['x'].tolist()]", "{rowlist}.append({rowlist!}[0])", "{rowlist}[0]['x'] = {N}", "{rowlist}[0].loc[0] = {N}", "{rowlist}[0].iloc[0] = {N}", "for q in {rowlist}: q['x'] = {N}", "print([str(q) for q in {rowlist}])", "{rowlist}.clear()", "{rowlist}.sort(key=str)", "for q in ({frame}, {frame}): q['x'] += 1", "for q in [{frame}]: q.loc[0, 'x'] = {N}", "[q.insert(0, 'k{N}', 1) for q in ({frame},)]", "{lists}['frame'] = {frame}", "{lists}['frame']['x'] = {N}", "{object}.frame = {frame}", "{object}.frame['x'] = {N}", "{object}.frame.loc[0, 'x'] = {N}", "print({object}.frame['x'].tolist())", "{object}.array = {array}", "{object}.array[0] = {N}", "{object}.array = {array}[1:]",
    "{object}.array += 1", "{record}.array = {array}", "{record}.array[:2] = {N}", "{record}.frame = {frame}", "{record}.frame.iloc[0, 0] = {N}", "{nested}.append({array}[:2])", "{views}.append({array}[:2])", "{views}[0] = {views!}[0][::-1]", "{views}[0] = {array}[:3]", "{views} += [{matrix}[0]]", "for q in {views}: q[:] = {N}", "for q in {views}: q *= 2", "[np.add(q, 1, out=q) for q in {views}]", "{views}.reverse()", "{=array}, *{=views} = {views}", "{=array} = {views}.pop()", "{=array}, {=array} = {views}[:2]", "(lambda q: q.fill({N}))({array})", "(lambda q: q.__setitem__('x', {N}))({frame})", "np.vectorize({list}.append)({array})",
    # NumPy
    "{array}[1:3] = {array!}[3:5]", "{array}[{array!}.argmax()] = {N}", "{array}[[0, 1]] += 1", "{array}[[0, 1]][0] = {N}", "{array}[{array!} > 2][0] = {N}", "{array}[-1], {array!}[0] = {array!}[0], {array!}[-1]", "np.subtract.at({array}, [0, 0], 1)", "np.maximum.at({array}, 0, {N})", "np.add({array}, {array}, {array})", "np.clip({array}, 0, 3, out={array!})", "np.clip({array}, 0, 3, {array!})", "np.cumsum({array}, out={array!})", "np.round({float}, 1, out={float!})", "np.sqrt({float}, {float!})", "np.exp({float}, out={float!})", "np.dot({matrix}, {array}[:3], out={array!}[:2])", "{array}.clip(0, 2, out={array!})", "np.sort({array})[0] = {N}",
    "{array}.sort(kind='stable')", "np.ndarray.sort({array})", "np.ndarray.fill({array}, {N})", "{matrix}.sort(axis=0)", "{matrix}.diagonal().flags", "{matrix}[:, 0] = {N}", "{matrix}[:, 1] += {matrix!}[:, 0]", "{matrix}[..., 0] = {N}", "{matrix}[{matrix!} > 1] = {N}", "{matrix}[0], {matrix!}[1] = {matrix!}[1].copy(), {matrix!}[0].copy()", "{matrix}.swapaxes(0, 1)[0] = {N}", "{matrix}.ravel(order='F')[0] = {N}", "{matrix}.ravel()[:] = {N}", "{matrix}.flatten()[:] = {N}", "{matrix}.reshape(-1)[1] = {N}", "{matrix}.flat[0] = {N}", "{matrix}.flat = {N}", "for q in {matrix}: q += 1", "for q in {matrix}.T: q[0] = {N}", "for q in {matrix}.flat: {list}.append(int(q))", "for q, r in np.ndenumerate({matrix}): {matrix!}[q] = r + 1",
    "{matrix}.T[...] = {N}", "{matrix}.shape = (2, 3)", "{array}.shape = (2, 3); {array!}.shape = (6,)", "{=matrix} = {array}[np.newaxis]", "{=array} = {=array} = {array}[::2]", "{array}.view('i4')[0] = {N}", "{array}.view(np.uint8)[0] = {N}", "{array}.T[0] = {N}", "{array}.real[0] = {N}", "{array}.squeeze()[0] = {N}", "{array}.reshape(3, -1)[0] = {N}", "{array}.reshape(3, 2).T[0] = {N}", "np.ravel({array})[0] = {N}", "np.reshape({array}, (3, 2))[0] = {N}", "np.broadcast_arrays({array}, {array})[0]", "np.split({array}, 2)[0][0] = {N}", "np.array_split({array}, 4)[0][:] = {N}", "np.lib.stride_tricks.as_strided({array}, (2,))[0] = {N}", "np.lib.stride_tricks.sliding_window_view({array}, 2, writeable=True)[0] = {N}",
    "np.atleast_2d({array})[0] = {N}", "np.diagonal({matrix}).max()", "np.einsum('ij->ji', {matrix})[0, 0] = {N}", "np.flip({array})[0] = {N}", "np.transpose({matrix})[0] = {N}", "np.asanyarray({array})[0] = {N}", "np.array({array}, copy=None)[0] = {N}", "np.ma.asarray({array})[0] = {N}", "np.frombuffer({array}, dtype={array!}.dtype)[0] = {N}", "np.ndarray(3, {array}.dtype, {array!})[0] = {N}", "memoryview({array})[:2] = memoryview({array!})[2:4]", "with np.nditer([{array}, None]) as q:\n    for r, t in q: t[...] = r * 2\n    {=array} = q.operands[1]", "with np.nditer({array}, op_flags=[['readwrite']]) as q:\n    for r in q: r[...] = {N}", "for q in np.nditer({array}, op_flags=['writeonly']): q[...] = {N}", "for q in np.nditer({array}): {list}.append(int(q))",
    "{array}.setflags(write=True)", "{array}.dtype", "{array}.__setitem__(0, {N})", "{array}.__iadd__(1)", "operator.iadd({array}, 1)", "operator.setitem({array}, 0, {N})", "{array} //= 1", "{array} **= 2", "{array} ^= 1", "{array} <<= 1", "{array} %= 5", "{array}.itemset", "np.apply_along_axis({list}.extend, 0, {array})", "np.fromfunction(lambda q: q, (3,))", "np.savetxt('a.txt', {array})", "print(np.loadtxt('a.txt').tolist())", "np.save('a.npy', {array})", "{=array} = np.load('a.npy')", "np.savez('a.npz', a={array}, m={matrix})", "print(np.load('a.npz')['a'].tolist())", "{array}.tofile('a.bin')", "{=array} = np.fromfile('a.bin', dtype=int)", "{float}[0] = {N} / 4", "{float} /= 2", "{float}[:] = 0.5", "{float}[{float!} > 0.5] = 0", "np.nan_to_num({float}, copy=False)",
    # masked, structured, of objects
    "{masked}[0] = np.ma.masked", "{masked}[0] = {N}", "{masked}.mask = False", "{masked}.mask[0] = True", "{masked}.data[0] = {N}", "{masked}.harden_mask()", "{masked}.unshare_mask()", "{masked} += 1", "np.ma.getdata({masked})[0] = {N}", "{masked}[1:3] = {N}", "{masked}.fill_value = {N}", "print({masked}.sum(), {masked}.mask.tolist())", "{masked}.soften_mask()", "print({masked}.fill_value)",
    "{struct}['x'] += 1", "{struct}['y'][0] = {N}", "{struct}[0] = ({N}, {N})", "{struct}[0]['x'] = {N}", "{struct}.x[0] = {N}", "{struct}[['x']]['x'][0] = {N}", "{struct}.sort(order='y')", "for q in {struct}: q['x'] = {N}", "{struct}.dtype.names = ('x', 'y')", "{struct}.view(np.recarray).x[:] = {N}", "{struct}['x'].sort()", "print({struct}.dtype.names, {struct}.x.tolist())", "{struct}.fill(({N}, {N}))", "{struct}.view(float)[0] = {N}", "{struct}[0].x = {N}",
    "{cells}[0] = {list}", "{cells}[0].append({N})", "{cells}.iloc[0].append({N})", "for q in {cells}: q.append({N})", "{cells} += {cells!}", "{cells}.apply(lambda q: q.append({N}))", "{cells}.map(len)", "{cells}.iloc[0] = [{N}]", "{cells}.tolist()[0].append({N})", "{cells}.values[0].append({N})", "{cells}.to_numpy()[0] = {N}", "{cells}.fill({list})", "{cells}[:1] = [{list}]", "{cells}.astype(object)[0].append({N})", "list({cells})[-1].append({N})", "{cells}.item(0).append({N})", "[q.append({N}) for q in {cells}.tolist()]", "{cells}.head(1).iloc[0].append({N})", "{cells}.flat[0].append({N})", "{cells}.str.len()", "{cells}.copy()[0].append({N})", "np.append({cells}, None)[0].append({N})",
    "np.concatenate([{cells}, {cells}])[0].append({N})", "pd.concat([{cells}, {cells}]).iloc[0].append({N})", "{cells}.reset_index(drop=True).iloc[0].append({N})", "{cells}.sort_values(key=lambda q: q.map(str)).iloc[0].append({N})", "{cells}.to_frame().iloc[0, 0].append({N})", "{cells}.to_list()[0].append({N})", "{cells}.to_dict()[0].append({N})", "copy.copy({cells})[0].append({N})", "{cells}.where({cells!}.notna()).iloc[0].append({N})", "{cells}.dropna().iloc[0].append({N})", "{cells}.repeat(2)[0].append({N})", "np.take({cells}, [0])[0].append({N})", "{cells}.take([0])[0].append({N})", "{cells}.reshape(-1)[0].append({N})",
    "{cells}.squeeze()[0].append({N})", "{cells}[[0]][0].append({N})", "{cells}[{cells!} != None][0].append({N})", "np.where([True], {cells}[:1], None)[0].append({N})", "{cells}.reindex([0]).iloc[0].append({N})", "{cells}.explode()", "{cells}.agg(lambda q: q.append({N}))", "pd.Series({cells}).iloc[0].append({N})", "pd.DataFrame({{'l': {cells}}}).loc[0, 'l'].append({N})", "np.array({cells})[0].append({N})", "np.sort({cells}[:1])[0].append({N})", "next(iter({cells})).append({N})", "dict(enumerate({cells}))[0].append({N})", "{cells}.values.copy()[0].append({N})",
    "print({cells}[0] is {list})", "print(any(q is {list} for q in {cells}))", "{frame}['l'] = {cells}", "{frame}['l'] = {cells}.tolist()", "{frame}['o'] = {object}", "{frame}['o'].iloc[0].n += 1", "print({axis}.is_unique, {axis}.dtype)", "{axis}.values[0] = {N}", "{axis}.array", "{frame}.index.values[0] = {N}", "np.asarray({axis})[0] = {N}", "print({dtypes})", "{frame}.index.array", "{axis}.append({axis})", "{axis}.insert(0, {N})", "{frame}.columns.append({axis})", "{frame}.columns.insert(0, 'k')",
    "pd.set_option('display.precision', {N})", "print({frame}.astype(float) / 3)", "pd.options.display.max_columns = {N} + 2", "print(pd.options.display.max_columns)", "with pd.option_context('display.max_rows', {N}): print(pd.get_option('display.max_rows'))", "pd.reset_option('display.max_rows')", "np.set_printoptions(suppress=True)", "print(np.array([1e-9, 1.0]))", "with np.errstate(divide='ignore'): print(np.divide({float}, 2).round(2).tolist())", "{frame}.to_csv('t.csv', index=False)", "{=frame} = pd.read_csv('t.csv')", "{frame}.to_pickle('t.pkl')", "{=frame} = pd.read_pickle('t.pkl')", "{frame}.to_json('t.json')", "{=frame} = pd.read_json('t.json')",
    "{=array} = {rng}.choice({array}, 3)", "{rng}.permuted({array}, out={array})", "{=float} = {rng}.random(3)", "{=frame} = {frame}.sample(2, random_state={rng})", "{=frame} = {frame}.sample(frac=1)", "{rng}.bit_generator.advance({N})", "print({rng}.bit_generator.state['bit_generator'])", "np.random.set_state(np.random.get_state())", "np.random.default_rng({rng}).random()", "{=rng} = np.random.RandomState({N}) and {rng}", "{rng}.standard_normal(out={float})", "{=array} = np.random.permutation({array})", "np.random.shuffle({list})", "{rng}.shuffle({list})", "{rng}.shuffle({nested})",
    "del {-frame}", "del {-array}, {-matrix}", "del {-groups}", "del {frame}['n']", "del {-series}", "{=frame} = None or {frame}",
)  # fmt: skip

DEFINITIONS: tuple[str, ...] = (
    "def {=func}():\n    {?frame}.loc[0, 'x'] = {N}\n    return {?frame!}['x'].tolist()",
    "def {=func}():\n    return {?groups}['y'].sum().tolist()",
    "def {=func}():\n    global {?frame}\n    {?frame!} = {?frame!}.assign(z={N})\n    return {?frame!}['z'].tolist()",
    "def {=func}():\n    {?masked}[0] = np.ma.masked\n    return {?masked!}.tolist()",
    "def {=func}():\n    for q in {?views}:\n        q[:1] = {N}\n    return [len({?views!})]",
    "def {=func}():\n    return {?cells}[0]",
    "def {=func}():\n    {?cells}[0].append({N})\n    return len({?cells!})",
    "def {=func}():\n    q = {?matrix}[0]\n    q += 1\n    return q.tolist()",
    "def {=func}():\n    q = {?frame}.copy()\n    q['x'] = {N}\n    return q['x'].tolist()",
    "def {=func}():\n    q = {?frame}\n    q = q[q['x'] > 0]\n    q = q.assign(x={N})\n    return q['x'].tolist()",
    "def {=func}():\n    return [int(q.x) for q in {?frame}.itertuples() if q.y in {?list}]",
    "def clean(q):\n    q = q.rename(columns=str)\n    q['x'] = {N}\n    return q\n{=frame} = clean({frame})",
    "def spoil(q):\n    q['x'] = {N}\n    q = q.copy()\n    q['y'] = {N}\n    return q\n{=frame} = spoil({frame})",
    "def halves(q):\n    return q[:3], q[3:]\n{=array}, {=array} = halves({array})",
    "def scaled(q, out=None):\n    out = q if out is None else out\n    out *= 2\n    return out\n{=array} = scaled({array})",
    "class Table:\n    def __init__(self, frame):\n        self.frame = frame\n    @property\n    def x(self):\n        return self.frame['x']\n    def grow(self):\n        self.frame = pd.concat([self.frame, self.frame])\n        return self\n    def put(self, v):\n        self.frame.loc[0, 'x'] = v\n        return self\n{=frame} = Table({frame}).put({N}).frame",
    "class Grid:\n    def __init__(self, a):\n        self.a = a\n        self.top = a[:2]\n    def __array__(self, dtype=None, copy=None):\n        return self.a\n    def __setitem__(self, key, value):\n        self.a[key] = value\n{=object} = Grid({array})\n{object}[0] = {N}",
)

BLOCKS: tuple[str, ...] = (
    "for q, r in {groups}:\n    {list}.append(len(r))\n{body}",
    "for q in {frame}.itertuples():\n    if q.x > 1:\n        {list}.append(int(q.x))\n{body}",
    "for q, r in {frame}.iterrows():\n{body}\n    if r['x'] > 1:\n        break",
    "for q in {views}:\n    q[0] = {N}\n{body}",
    "for q in {cells}:\n    if isinstance(q, list):\n        q.append({N})\n{body}",
    "if ({frame}['x'] > 1).any():\n{body}\nelse:\n{body}",
    "if {frame}.empty:\n{body}\nelse:\n    {frame!}['x'] = {N}",
    "with np.errstate(all='ignore'):\n{body}",
    "with pd.option_context('display.max_rows', {N}):\n{body}",
    "for {=array} in {views}[:2]:\n    {array!} += 1\n{body}",
    "for {=array} in {matrix}:\n{body}",
    "for {=frame} in [{frame}, {frame}.copy()]:\n    {frame!}['x'] = {N}\n{body}",
)

LIBRARIES: dict[str, str] = {"io": "io"}

SUPPORT: dict[str, str] = {}
