import type { Diagnostic } from '../api/types';

/** What runs have shown about a notebook, or that it cannot be read: K306 and K307. */
const LEARNT: ReadonlySet<string> = new Set(['K306', 'K307']);

/** Whether a diagnostic tells of what runs have shown, which can be forgotten. */
export function isLearnt({ code }: Pick<Diagnostic, 'code'>): boolean {
  return LEARNT.has(code);
}
