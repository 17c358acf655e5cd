import type { CellSuggestion, Suggestion } from '../../api/types';
import { groupsOf, tagsOf } from '../suggested';
import { SuggestionModel } from '../suggestion';
import { FakeDocument, settled } from './doubles';

function cell(
  index: number,
  step: string | null,
  over: Partial<CellSuggestion> = {}
): CellSuggestion {
  return {
    cell: `c${index}`,
    index,
    role: null,
    step,
    tags: [],
    why: `why ${index}`,
    skip: '',
    ...over
  };
}

const cells = [
  cell(1, null, { role: 'imports', tags: ['imports'] }),
  cell(2, 'load', { tags: ['step:load'], skip: 'a plot' }),
  cell(3, 'load'),
  cell(4, 'train', { tags: ['step:train'] })
];

const proposal: Suggestion = {
  cells,
  steps: [
    { name: 'load', cells: ['c2', 'c3'], after: [] },
    { name: 'train', cells: ['c4'], after: ['load'] }
  ],
  crossings: [],
  tagged: false,
  note: ''
};

describe('the tags of a proposal', () => {
  it('are those of the first cell of each step, and of roles', () => {
    expect([...tagsOf(cells, new Set())]).toEqual([
      ['c1', ['imports']],
      ['c2', ['step:load']],
      ['c4', ['step:train']]
    ]);
  });

  it('go to the next cell of a step whose first one is skipped', () => {
    expect([...tagsOf(cells, new Set(['c2', 'c4']))]).toEqual([
      ['c1', ['imports']],
      ['c2', ['skip']],
      ['c3', ['step:load']],
      ['c4', ['step:train']]
    ]);
  });
});

describe('the groups of a proposal', () => {
  it('are roles and steps with their cells, in order', () => {
    expect(
      groupsOf(proposal).map(group => [
        group.tag,
        group.cells.map(each => each.index),
        group.after
      ])
    ).toEqual([
      ['imports', [1], []],
      ['step:load', [2, 3], []],
      ['step:train', [4], ['load']]
    ]);
  });

  it('leave out cells with nothing to run', () => {
    expect(groupsOf({ ...proposal, cells: [cell(1, null)] })).toEqual([]);
  });
});

describe('a proposal', () => {
  const open = async (): Promise<{
    document: FakeDocument;
    model: SuggestionModel;
    asked: () => number;
  }> => {
    const document = new FakeDocument();
    document.tags.set('c1', ['hide-input']);
    document.tags.set('c2', null);
    document.tags.set('c3', null);
    document.tags.set('c4', []);
    let count = 0;
    const model = new SuggestionModel(
      {
        suggest: async () => {
          count += 1;
          return proposal;
        }
      },
      document
    );
    await model.ask();
    return { document, model, asked: () => count };
  };

  it('is written with the tags that cells have, and taken back to the letter', async () => {
    const { document, model } = await open();
    const before = new Map(document.tags);
    model.accept();
    expect([...document.tags]).toEqual([
      ['c1', ['hide-input', 'imports']],
      ['c2', ['step:load']],
      ['c3', null],
      ['c4', ['step:train']]
    ]);
    expect([model.isOpen, model.written]).toEqual([false, 3]);
    model.undo();
    expect(document.tags).toEqual(before);
    expect(model.written).toBe(0);
  });

  it('is taken back but for tags that were changed since', async () => {
    const { document, model } = await open();
    model.accept();
    document.tags.set('c4', ['step:fit']);
    model.undo();
    expect(document.tags.get('c2')).toBeNull();
    expect(document.tags.get('c4')).toEqual(['step:fit']);
  });

  it('is no more to take back when the tags are gone', async () => {
    const { document, model } = await open();
    model.accept();
    document.setTags([
      { cell: 'c1', tags: ['hide-input'] },
      { cell: 'c2', tags: null },
      { cell: 'c4', tags: [] }
    ]);
    expect(model.written).toBe(0);
  });

  it('is not accepted for a notebook that has changed, but made anew', async () => {
    jest.useFakeTimers();
    const { document, model, asked } = await open();
    document.changed.emit();
    expect(model.isFresh).toBe(false);
    model.accept();
    expect(document.tags.get('c2')).toBeNull();
    jest.advanceTimersByTime(1000);
    jest.useRealTimers();
    await settled();
    expect([asked(), model.isFresh]).toEqual([2, true]);
  });

  it('keeps what the user wants skipped, one by one or all', async () => {
    const { document, model } = await open();
    model.skipAll(true);
    expect([...model.skipped]).toEqual(['c2']);
    model.skip('c2', false);
    model.skip('c2', true);
    model.accept();
    expect(document.tags.get('c2')).toEqual(['skip']);
    expect(document.tags.get('c3')).toEqual(['step:load']);
  });

  it('changes nothing when it is dismissed', async () => {
    const { document, model } = await open();
    const before = new Map(document.tags);
    model.dismiss();
    expect([model.isOpen, model.proposal]).toEqual([false, null]);
    expect(document.tags).toEqual(before);
  });

  it('says what the server refuses', async () => {
    const model = new SuggestionModel(
      { suggest: () => Promise.reject(new Error('no')) },
      new FakeDocument()
    );
    await model.ask();
    expect(model.error?.message).toBe('no');
  });
});
