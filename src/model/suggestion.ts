import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { KaleClient } from '../api/client';
import type { ApiError } from '../api/errors';
import type { Suggestion } from '../api/types';
import { asApiError } from './analysis';
import type { CellTags, INotebookDocument } from './document';
import { withoutOutputs } from './document';
import { offers, tagsOf } from './suggested';

/** Milliseconds of rest after a change before a proposal that is shown is made anew. */
const REST = 300;

/** A proposal of steps for a notebook: asked for, looked at, accepted or dismissed, and taken back. */
export class SuggestionModel implements IDisposable {
  constructor(
    private readonly _client: Pick<KaleClient, 'suggest'>,
    private readonly _document: INotebookDocument
  ) {
    _document.changed.connect(this._onChange, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Whether a proposal is shown, or will be. */
  get isOpen(): boolean {
    return this._isOpen;
  }

  /** The proposal; null until it is there. */
  get proposal(): Suggestion | null {
    return this._proposal;
  }

  get error(): ApiError | null {
    return this._error;
  }

  /** Whether the proposal is for the notebook as it is now. */
  get isFresh(): boolean {
    return this._proposal !== null && !this._isStale;
  }

  /** The cells of the proposal that the user wants skipped, of those that are offered. */
  get skipped(): ReadonlySet<string> {
    return this._skipped;
  }

  /** How many cells were given tags by the proposal that was accepted last; 0 where there is nothing to take back. */
  get written(): number {
    return this._before.length;
  }

  /** What the first line of code of a cell is, to know it by. */
  lineOf(index: number): string {
    return this._lines[index - 1] ?? '';
  }

  /** Asks for a proposal and shows it. */
  async ask(): Promise<void> {
    const question = ++this._question;
    clearTimeout(this._timer);
    this._isOpen = true;
    this._isStale = false;
    this._error = null;
    this._before = [];
    this._emit();
    try {
      await this._document.ready;
      const content = this._document.content();
      const proposal = await this._client.suggest({
        path: this._document.path,
        content: withoutOutputs(content)
      });
      if (question === this._question) {
        this._proposal = proposal;
        this._lines = content.cells.map(cell => firstLine(cell.source));
      }
    } catch (error) {
      if (question === this._question) {
        this._error = asApiError(error);
      }
    }
    if (question === this._question) {
      this._emit();
    }
  }

  skip(cell: string, skipped: boolean): void {
    const cells = new Set(this._skipped);
    if (skipped) {
      cells.add(cell);
    } else {
      cells.delete(cell);
    }
    this._skipped = cells;
    this._emit();
  }

  /** All cells that are offered, or none. */
  skipAll(skipped: boolean): void {
    const offered = this._proposal === null ? [] : offers(this._proposal);
    this._skipped = new Set(skipped ? offered.map(each => each.cell) : []);
    this._emit();
  }

  /** Writes the tags into the notebook, all at once. Does nothing where the notebook has changed since. */
  accept(): void {
    const { _document: document, _proposal: proposal } = this;
    if (proposal === null || !this.isFresh) {
      return;
    }
    this._before = [];
    const after: CellTags[] = [];
    for (const [cell, added] of tagsOf(proposal.cells, this._skipped)) {
      const tags = document.tagsOf(cell);
      if (tags !== undefined) {
        this._before.push({ cell, tags });
        after.push({ cell, tags: [...new Set([...(tags ?? []), ...added])] });
      }
    }
    this._after = new Map(after.map(({ cell, tags }) => [cell, tags]));
    this._close();
    document.setTags(after);
    this._emit();
  }

  /** Takes back what was accepted, but for cells whose tags were changed since. */
  undo(): void {
    const before = this._before.filter(
      ({ cell }) =>
        JSON.stringify(this._document.tagsOf(cell)) ===
        JSON.stringify(this._after.get(cell))
    );
    this._before = [];
    this._document.setTags(before);
    this._emit();
  }

  /** Puts the proposal, or the word that it was accepted, out of sight. */
  dismiss(): void {
    this._close();
    this._before = [];
    this._emit();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._close();
      Signal.clearData(this);
    }
  }

  private _close(): void {
    this._question += 1;
    clearTimeout(this._timer);
    this._isOpen = false;
    this._proposal = null;
    this._error = null;
    this._skipped = new Set();
  }

  private _onChange(): void {
    if (this._before.length > 0 && !this._isWritten()) {
      this._before = [];
      this._emit();
    }
    if (this._isOpen) {
      this._isStale = true;
      clearTimeout(this._timer);
      this._timer = setTimeout(() => void this.ask(), REST);
      this._emit();
    }
  }

  /** Whether any of the tags that were accepted is still there: Lab's own undo takes them back as well. */
  private _isWritten(): boolean {
    return this._before.some(
      ({ cell }) =>
        JSON.stringify(this._document.tagsOf(cell)) ===
        JSON.stringify(this._after.get(cell))
    );
  }

  private _emit(): void {
    if (!this._isDisposed) {
      this._changed.emit();
    }
  }

  private _changed = new Signal<this, void>(this);
  private _isOpen = false;
  private _isStale = false;
  private _proposal: Suggestion | null = null;
  private _error: ApiError | null = null;
  private _skipped: ReadonlySet<string> = new Set();
  private _lines: readonly string[] = [];
  /** The tags that cells had before the last proposal was accepted, and those they got. */
  private _before: CellTags[] = [];
  private _after: ReadonlyMap<string, readonly string[] | null> = new Map();
  private _question = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}

/** The first line that is code, or "" where there is none. */
function firstLine(source: unknown): string {
  const text = Array.isArray(source) ? source.join('') : String(source ?? '');
  const lines = text.split('\n').map(line => line.trim());
  return lines.find(line => line !== '' && !line.startsWith('#')) ?? '';
}
