import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { KaleClient } from '../api/client';
import type { ApiError } from '../api/errors';
import type { RunSummary } from '../api/types';
import { ended } from '../api/types';
import { asApiError } from './analysis';

/** Milliseconds: how soon a change shows, and how often to look while a run is live. */
const SOON = 250;
const POLL = 2_000;

/** The runs of one notebook, newest first. */
export class RunList implements IDisposable {
  constructor(
    private readonly _client: Pick<KaleClient, 'runs'>,
    private readonly _path: () => string
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get runs(): readonly RunSummary[] {
    return this._runs;
  }

  get error(): ApiError | null {
    return this._error;
  }

  /** Whether the list has been read at all. */
  get isKnown(): boolean {
    return this._isKnown;
  }

  /** Reads the list now; resolves when it is there. */
  async refresh(): Promise<void> {
    clearTimeout(this._timer);
    this._timer = undefined;
    const question = ++this._question;
    try {
      const runs = await this._client.runs(this._path());
      if (question !== this._question || this._isDisposed) {
        return;
      }
      this._runs = runs;
      this._isKnown = true;
      this._error = null;
    } catch (error) {
      if (question !== this._question || this._isDisposed) {
        return;
      }
      this._error = asApiError(error);
    }
    this._changed.emit();
    if (this._runs.some(run => !ended(run.status))) {
      this._schedule(POLL);
    }
  }

  /** Something has happened to a run: read the list soon. */
  notify(): void {
    this._schedule(SOON);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      clearTimeout(this._timer);
      Signal.clearData(this);
    }
  }

  private _schedule(delay: number): void {
    const due = Date.now() + delay;
    if (this._isDisposed || (this._timer !== undefined && this._due <= due)) {
      return;
    }
    clearTimeout(this._timer);
    this._due = due;
    this._timer = setTimeout(() => void this.refresh(), delay);
  }

  private _changed = new Signal<this, void>(this);
  private _runs: readonly RunSummary[] = [];
  private _error: ApiError | null = null;
  private _isKnown = false;
  private _question = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _due = 0;
  private _isDisposed = false;
}
