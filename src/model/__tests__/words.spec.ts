import type { Evidence } from '../../api/types';
import { kindOf, languageOf } from '../content';
import { explain, reason } from '../evidence';
import { memoryOf, BLANK } from '../memory';
import { announcement } from '../status';
import { ago, bytes, duration, elapsed, lasted } from '../time';
import { run, trans } from './doubles';

describe('times and sizes', () => {
  it.each([
    [0.004, '0.00 s'],
    [0.25, '0.25 s'],
    [0.999, '1.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.6, '1 min'],
    [185, '3 min 5 s'],
    [3599.7, '1 h'],
    [7800, '2 h 10 min'],
    [-1, '0.00 s']
  ])('%d seconds are %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words);
  });

  it.each([
    [10, 'just now'],
    [300, '5 min ago'],
    [7200, '2 h ago'],
    [86400, 'yesterday'],
    [864000, '10 days ago'],
    [-50, 'just now']
  ])('%d seconds before now is %s', (seconds, words) => {
    expect(ago(1e6 - seconds, 1e6, trans)).toBe(words);
  });

  it('counts a running thing up to now and one that has not begun not at all', () => {
    expect(elapsed(null, null, 5)).toBe('');
    expect(elapsed(0, null, 12)).toBe('12 s');
    expect(elapsed(0, 10, 99)).toBe('10 s');
    expect(elapsed(0, null, 3.7)).toBe('3 s');
    const stopped = { status: 'interrupted', started: 0, ended: null } as const;
    expect(lasted(stopped, 99)).toBe('');
    expect(lasted({ ...stopped, ended: 4 }, 99)).toBe('4.0 s');
  });

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1536, '1.5 KiB'],
    [20 * 1024 ** 2, '20 MiB']
  ])('%d bytes are %s', (size, words) => {
    expect(bytes(size)).toBe(words);
  });
});

describe('the evidence for an edge', () => {
  const span = (cell: number, line: number): Evidence['reader'] => ({
    cell,
    line,
    column: 1,
    end_line: line,
    end_column: 2,
    cell_id: `c${cell}`
  });
  const read: Evidence = {
    variable: 'df',
    kind: 'read',
    writer: span(2, 3),
    reader: span(5, 1),
    assumed: false,
    observed: ''
  };

  it('names the variable, where it is written and where it is read', () => {
    expect(reason(read, trans)).toBe(
      'df is read: cell 2, line 3 → cell 5, line 1'
    );
  });

  it('says what a run has shown', () => {
    expect(reason({ ...read, assumed: true, observed: 'r-1' }, trans)).toBe(
      'df is read: cell 2, line 3 → cell 5, line 1 (a run has shown it)'
    );
  });

  it('says what is only assumed and what a tag declares', () => {
    expect(reason({ ...read, kind: 'mutated', assumed: true }, trans)).toBe(
      'df is changed: cell 2, line 3 → cell 5, line 1 (assumed)'
    );
    const declared: Evidence = {
      ...read,
      variable: '',
      kind: 'declared',
      writer: null
    };
    expect(reason(declared, trans)).toBe('declared by a prev: tag in cell 5');
  });

  it('says what a setting of the step uses', () => {
    expect(reason({ ...read, kind: 'when' }, trans)).toBe(
      'df decides whether the step runs: cell 2, line 3 → cell 5, line 1'
    );
    expect(reason({ ...read, kind: 'foreach' }, trans)).toMatch('looped over');
  });

  it('lists all reasons under the two steps', () => {
    const edge = { source: 'a', target: 'b', evidence: [read, read] };
    expect(explain(edge, trans).split('\n')).toHaveLength(3);
  });
});

describe('what kind of notebook it is', () => {
  const code = (source: string | string[], ...tags: string[]): object => ({
    cell_type: 'code',
    source,
    metadata: { tags }
  });
  const kind = (cells: object[], metadata = {}): string =>
    kindOf({ cells, metadata });

  it.each([
    ['tagged', [code('x', 'step:a')]],
    ['tagged', [code('x', 'mine', 'imports')]],
    ['untagged', [code('x')]],
    ['untagged', [code('x', 'hide-input', 'steps')]],
    ['empty', []],
    ['empty', [code('  \n'), { cell_type: 'markdown', source: 'text' }]],
    ['untagged', [{ cell_type: 'code', source: ['x\n', 'y'] }]]
  ])('%s', (expected, cells) => {
    expect(kind(cells)).toBe(expected);
  });

  it('knows Python by its language, under any of its names', () => {
    expect(kind([code('x')], { language_info: { name: 'ipython3' } })).toBe(
      'untagged'
    );
    expect(kind([code('x')], { kernelspec: { language: 'R' } })).toBe(
      'foreign'
    );
    expect(languageOf({ cells: [], metadata: {} })).toBe('');
  });
});

describe('what is said and remembered', () => {
  it('announces progress and the step that failed', () => {
    const state = run(['a', 'b'], { status: 'failed' });
    const [first, second] = state.steps;
    const steps = [
      { ...first!, status: 'succeeded' as const },
      { ...second!, status: 'failed' as const }
    ];
    expect(announcement({ ...state, steps }, trans)).toBe(
      'Failed, 1 of 2 steps done, step b failed'
    );
  });

  it('says that a plan was corrected', () => {
    const changes = [{ text: 't', effects: [], again: [], unkept: '' }];
    expect(
      announcement(run(['a'], { status: 'running', changes }), trans)
    ).toBe('Running, 0 of 1 steps done, the plan was corrected');
  });

  it('reads a memory of any age without harm', () => {
    expect(memoryOf(undefined)).toEqual(BLANK);
    expect(
      memoryOf({ division: 'odd', run: 3, edits: [['a', 1], 'x'] })
    ).toEqual(BLANK);
    const memory = {
      division: 'cells' as const,
      run: 'r',
      step: 's',
      edits: [['a', '1'] as [string, string]]
    };
    expect(memoryOf(memory)).toEqual(memory);
  });
});
