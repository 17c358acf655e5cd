import type { PlanChange, SeenEffect } from '../../api/types';
import { correctionOf, whereSeen } from '../correction';
import { trans } from './doubles';

function seen(cell: number, text: string, line: number | null): SeenEffect {
  return { text, step: `s${cell}`, cell, cell_id: `c${cell}`, line };
}

function change(over: Partial<PlanChange>): PlanChange {
  return { text: '', effects: [], again: [], unkept: '', ...over };
}

describe('a plan that was corrected', () => {
  it('is nothing to tell of where the plan was right', () => {
    expect(correctionOf([])).toBeNull();
  });

  it('is one story, however many times it was: each thing once, by cell', () => {
    const later = seen(5, 'changes df', 2);
    const first = seen(3, 'binds k', null);
    expect(
      correctionOf([
        change({ effects: [later], again: ['d'] }),
        change({ effects: [first, later], again: ['c', 'd'], unkept: 'full' })
      ])
    ).toEqual({ effects: [first, later], again: ['d', 'c'], unkept: 'full' });
  });

  it('names the cell, and the line where one is known', () => {
    expect(whereSeen(seen(5, 'changes df', 2), trans)).toBe('Cell 5, line 2');
    expect(whereSeen(seen(3, 'binds k', null), trans)).toBe('Cell 3');
  });
});
