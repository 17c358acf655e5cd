import type { CellSuggestion, Suggestion } from '../api/types';

/** What some cells are proposed to be together: a role such as imports, or a step. */
export interface Group {
  /** The tag: `imports`, `step:load` … */
  tag: string;
  /** What to call it: the role, or the name of the step. */
  name: string;
  isStep: boolean;
  why: string;
  cells: CellSuggestion[];
  /** The steps that it waits for. */
  after: readonly string[];
}

/**
 * The tags to add, by cell, where these of the offered cells are skipped. A step whose first cell is skipped begins with
 * its next one. The same as `tags_of` of the converter.
 */
export function tagsOf(
  cells: readonly CellSuggestion[],
  skip: ReadonlySet<string>
): Map<string, readonly string[]> {
  const added = new Map<string, readonly string[]>();
  let begun: string | null = null;
  for (const cell of cells) {
    if (cell.skip !== '' && skip.has(cell.cell)) {
      added.set(cell.cell, ['skip']);
    } else if (cell.step !== null && cell.step !== begun) {
      added.set(cell.cell, [`step:${cell.step}`]);
      begun = cell.step;
    } else if (cell.tags.length > 0) {
      added.set(cell.cell, cell.tags);
    }
  }
  return added;
}

/** The cells that can be skipped. */
export function offers(suggestion: Suggestion): CellSuggestion[] {
  return suggestion.cells.filter(cell => cell.skip !== '');
}

/** The proposal as it is read: roles and steps in the order of their first cells, each with all its cells. */
export function groupsOf(suggestion: Suggestion): Group[] {
  const groups = new Map<string, Group>();
  for (const cell of suggestion.cells) {
    const name = cell.step ?? cell.role;
    if (name === null) {
      continue;
    }
    const isStep = cell.step !== null;
    const tag = isStep ? `step:${name}` : name;
    const group = groups.get(tag);
    if (group === undefined) {
      const step = suggestion.steps.find(each => each.name === name);
      const after = step?.after ?? [];
      groups.set(tag, {
        tag,
        name,
        isStep,
        why: cell.why,
        cells: [cell],
        after
      });
    } else {
      group.cells.push(cell);
    }
  }
  return [...groups.values()];
}
