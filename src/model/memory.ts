import type { Division } from '../api/types';
import type { Raw } from './parameters';

/** What the panel remembers of a notebook, also over a reload of the page. */
export interface Memory {
  division: Division | null;
  run: string | null;
  step: string | null;
  edits: [string, Raw][];
}

export const BLANK: Memory = {
  division: null,
  run: null,
  step: null,
  edits: []
};

/** Where memories are kept, by the notebook's path. */
export interface IMemoryStore {
  load(path: string): Promise<Memory>;
  save(path: string, memory: Memory): void;
}

/** A memory out of whatever was stored, also by another version. */
export function memoryOf(stored: unknown): Memory {
  if (typeof stored !== 'object' || stored === null) {
    return BLANK;
  }
  const { division, run, step, edits } = stored as Record<string, unknown>;
  const divisions: unknown[] = ['tags', 'cells', 'headings', 'one'];
  return {
    division: divisions.includes(division) ? (division as Division) : null,
    run: typeof run === 'string' ? run : null,
    step: typeof step === 'string' ? step : null,
    edits: Array.isArray(edits) ? edits.filter(isEdit) : []
  };
}

function isEdit(value: unknown): value is [string, Raw] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === 'string' &&
    (typeof value[1] === 'string' || typeof value[1] === 'boolean')
  );
}
