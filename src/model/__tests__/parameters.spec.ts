import type { Json, Parameter, ParameterType } from '../../api/types';
import { parse, rawOf, valuesOf } from '../parameters';
import { trans } from './doubles';

function parameter(
  type: ParameterType,
  value: Json,
  optional = false
): Parameter {
  const span = {
    cell: 1,
    line: 1,
    column: 1,
    end_line: 1,
    end_column: 2,
    cell_id: 'a'
  };
  return {
    name: type,
    type,
    default: value,
    value_span: span,
    optional,
    description: ''
  };
}

describe('the parameter form', () => {
  it.each<[ParameterType, Json]>([
    ['bool', true],
    ['int', -3],
    ['float', 1e-9],
    ['float', 2],
    ['str', 'a "quoted"\nline '],
    ['list', [1, 'two', null]],
    ['dict', { a: { b: [] } }],
    ['any', null],
    ['any', 'text']
  ])(
    'a default of type %s, %j, stands in its field unharmed',
    (type, value) => {
      const one = parameter(type, value);
      expect(parse(one, rawOf(one, value), trans)).toEqual({ ok: true, value });
    }
  );

  it.each<[ParameterType, string]>([
    ['int', '1.5'],
    ['int', ''],
    ['int', '99999999999999999999'],
    ['float', 'ten'],
    ['float', ''],
    ['bool', 'maybe'],
    ['list', '{"a": 1}'],
    ['list', "['a']"],
    ['dict', '[1]'],
    ['dict', 'null'],
    ['any', 'no json']
  ])('%s refuses %j with words', (type, raw) => {
    const parsed = parse(parameter(type, null), raw, trans);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.error).toMatch(/[a-z]{3}/);
  });

  it('an empty field of an optional parameter is None', () => {
    const one = parameter('int', null, true);
    expect(rawOf(one, null)).toBe('');
    expect(parse(one, '', trans)).toEqual({ ok: true, value: null });
    const text = parameter('str', null, true);
    expect(parse(text, '', trans)).toEqual({ ok: true, value: null });
    expect(parse(text, 'x', trans)).toEqual({ ok: true, value: 'x' });
  });

  it('sends only what was edited, and nothing while anything is wrong', () => {
    const all = [parameter('int', 1), parameter('str', 'a')];
    expect(valuesOf(all, new Map(), trans)).toEqual({});
    expect(valuesOf(all, new Map([['int', '7']]), trans)).toEqual({ int: 7 });
    expect(valuesOf(all, new Map([['gone', 'x']]), trans)).toEqual({});
    const wrong = new Map([
      ['int', 'x'],
      ['str', 'b']
    ]);
    expect(valuesOf(all, wrong, trans)).toBeNull();
  });
});
