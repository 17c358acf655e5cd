import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import type { RunEvent, RunState } from '../../api/types';
import type { NotebookContent } from '../content';
import type { CellTags, INotebookDocument } from '../document';
import { waiting } from '../fold';

/** English, with arguments put in: what Lab's own bundle does without a language pack. */
export const trans = {
  __: (text: string, ...values: unknown[]) =>
    text.replace(/%(\d)/g, (_, place) => String(values[Number(place) - 1])),
  _n: (one: string, many: string, count: number) =>
    (count === 1 ? one : many).replace('%1', String(count))
} as unknown as TranslationBundle;

export function run(steps: string[], over: Partial<RunState> = {}): RunState {
  return {
    id: 'r',
    name: 'n',
    notebook: 'n.ipynb',
    status: 'waiting',
    created: 0,
    engine: 'local',
    user: '',
    started: null,
    ended: null,
    parameters: {},
    prologue: null,
    steps: steps.map(waiting),
    metrics: [],
    changes: [],
    last_event: 0,
    ...over
  };
}

type Bare = RunEvent extends infer E
  ? E extends RunEvent
    ? Omit<E, 'n' | 'time'>
    : never
  : never;

/** Events numbered from `from`, a second apart. */
export function events(list: Bare[], from = 1): RunEvent[] {
  return list.map((event, index) => ({
    ...event,
    n: from + index,
    time: 100 + from + index
  })) as RunEvent[];
}

export function print(step: string, text: string, cell = 1): Bare {
  return {
    event: 'output',
    step,
    cell,
    cell_id: `c${cell}`,
    display_id: null,
    output: { output_type: 'stream', name: 'stdout', text }
  };
}

export class FakeDocument implements INotebookDocument {
  path = 'n.ipynb';
  ready = Promise.resolve();
  isDisposed = false;
  readonly changed = new Signal<this, void>(this);
  cells: NotebookContent['cells'] = [
    { cell_type: 'code', source: 'x = 1', metadata: { tags: ['step:a'] } }
  ];

  content(): NotebookContent {
    return { cells: this.cells, metadata: {} };
  }

  placeOf(): number | null {
    return 1;
  }

  async reveal(): Promise<void> {
    return undefined;
  }

  readonly tags = new Map<string, readonly string[] | null>();

  tagsOf(cell: string): readonly string[] | null | undefined {
    return this.tags.get(cell);
  }

  setTags(changes: readonly CellTags[]): void {
    changes.forEach(({ cell, tags }) => this.tags.set(cell, tags));
    this.changed.emit();
  }
}

/** Lets everything that is already settled take its course. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
  }
}
