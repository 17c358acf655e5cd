import type { TranslationBundle } from '@jupyterlab/translation';
import type { Json, Parameter } from '../api/types';

/** What stands in a field: the state of a checkbox, or the text of any other field. */
export type Raw = string | boolean;

export type Parsed = { ok: true; value: Json } | { ok: false; error: string };

/** The field of a parameter that shows `value`. */
export function rawOf(parameter: Parameter, value: Json): Raw {
  if (parameter.type === 'bool' && typeof value === 'boolean') {
    return value;
  }
  if (value === null) {
    return parameter.type === 'any' ? 'null' : '';
  }
  if (parameter.type === 'str' && typeof value === 'string') {
    return value;
  }
  if (parameter.type === 'list' || parameter.type === 'dict') {
    return JSON.stringify(value, undefined, 1).replace(/\n\s*/g, ' ');
  }
  return JSON.stringify(value);
}

/** The value that stands in a field, or what is wrong with it. */
export function parse(
  parameter: Parameter,
  raw: Raw,
  trans: TranslationBundle
): Parsed {
  if (typeof raw === 'boolean') {
    return { ok: true, value: raw };
  }
  const text = raw.trim();
  const bad = (error: string): Parsed => ({ ok: false, error });
  if (text === '' && parameter.optional && parameter.type !== 'str') {
    return { ok: true, value: null };
  }
  switch (parameter.type) {
    case 'str':
      return {
        ok: true,
        value: raw === '' && parameter.default === null ? null : raw
      };
    case 'int':
      if (!/^[+-]?\d+$/.test(text)) {
        return bad(trans.__('Give a whole number, as in 10'));
      }
      return Number.isSafeInteger(Number(text))
        ? { ok: true, value: Number(text) }
        : bad(trans.__('The number is too large'));
    case 'float': {
      const value = Number(text);
      return text === '' || !Number.isFinite(value)
        ? bad(trans.__('Give a number, as in 0.5'))
        : { ok: true, value };
    }
    case 'bool':
      return text === 'true' || text === 'false'
        ? { ok: true, value: text === 'true' }
        : bad(trans.__('Give true or false'));
    default:
      return parseJson(parameter, text, trans);
  }
}

function parseJson(
  parameter: Parameter,
  text: string,
  trans: TranslationBundle
): Parsed {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return {
      ok: false,
      error: trans.__('This is not JSON. Write strings in double quotes')
    };
  }
  if (parameter.type === 'list' && !Array.isArray(value)) {
    return { ok: false, error: trans.__('Give a list, as in [1, 2]') };
  }
  const isObject =
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (parameter.type === 'dict' && !isObject) {
    return { ok: false, error: trans.__('Give an object, as in {"a": 1}') };
  }
  return { ok: true, value };
}

/** The values to send: those of the edited fields only. Null where a field is wrong. */
export function valuesOf(
  parameters: readonly Parameter[],
  edits: ReadonlyMap<string, Raw>,
  trans: TranslationBundle
): { [name: string]: Json } | null {
  const values: { [name: string]: Json } = {};
  for (const parameter of parameters) {
    const raw = edits.get(parameter.name);
    if (raw === undefined) {
      continue;
    }
    const parsed = parse(parameter, raw, trans);
    if (!parsed.ok) {
      return null;
    }
    values[parameter.name] = parsed.value;
  }
  return values;
}
