import type { TranslationBundle } from '@jupyterlab/translation';
import type { PlanChange, SeenEffect } from '../api/types';

/** All that a run has corrected in its plan, however many times it did. */
export interface Correction {
  /** What cells were seen to do, each once, in the order of the cells. */
  effects: readonly SeenEffect[];
  /** The steps that ran again for it. */
  again: readonly string[];
  /** Why it could not be kept for the next run; "" where it is kept. */
  unkept: string;
}

/** Null where the plan was right from the start. */
export function correctionOf(
  changes: readonly PlanChange[]
): Correction | null {
  if (changes.length === 0) {
    return null;
  }
  const effects = new Map(
    changes
      .flatMap(change => change.effects)
      .map(effect => [`${effect.cell_id} ${effect.text}`, effect])
  );
  return {
    effects: [...effects.values()].sort((one, other) => one.cell - other.cell),
    again: [...new Set(changes.flatMap(change => change.again))],
    unkept: changes.find(change => change.unkept !== '')?.unkept ?? ''
  };
}

/** Where it was seen: "Cell 4, line 2". */
export function whereSeen(
  effect: SeenEffect,
  trans: TranslationBundle
): string {
  return effect.line === null
    ? trans.__('Cell %1', effect.cell)
    : trans.__('Cell %1, line %2', effect.cell, effect.line);
}
