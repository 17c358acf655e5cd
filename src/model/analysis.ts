import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IDisposable } from '@lumino/disposable';
import type { KaleClient } from '../api/client';
import { ApiError } from '../api/errors';
import type { Analysis, Division } from '../api/types';
import type { ContentKind } from './content';
import { kindOf } from './content';
import type { INotebookDocument } from './document';
import { withoutOutputs } from './document';

/** Milliseconds of rest after a change before the notebook is analysed again. */
const REST = 300;

/**
 * What the converter has to say of a notebook as it is in the editor.
 *
 * `result` stays while a newer one is on its way; answers that a newer question has overtaken are dropped.
 */
export class AnalysisModel implements IDisposable {
  constructor(
    private readonly _client: Pick<KaleClient, 'analyse'>,
    private readonly _document: INotebookDocument
  ) {
    _document.changed.connect(this._onChange, this);
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get result(): Analysis | null {
    return this._result;
  }

  /** Why there is no fresh result, null where there is one. */
  get error(): ApiError | null {
    return this._error;
  }

  /** The kind of notebook; null until it has been looked at. */
  get kind(): ContentKind | null {
    return this._kind;
  }

  /** How the user wants it divided; null: as the notebook itself asks for. */
  get division(): Division | null {
    return this._division;
  }

  set division(division: Division | null) {
    if (division !== this._division) {
      this._division = division;
      this.refresh();
    }
  }

  /** Whether anyone looks: nothing is analysed while nobody does. */
  get active(): boolean {
    return this._active;
  }

  set active(active: boolean) {
    this._active = active;
    if (active && this._stale) {
      this.refresh();
    }
  }

  /** Analyses now, without waiting for the user to rest. */
  refresh(): void {
    this._stale = true;
    this._clear();
    if (this._active && !this.isDisposed) {
      void this._analyse();
    }
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._clear();
      Signal.clearData(this);
    }
  }

  private _onChange(): void {
    this._stale = true;
    this._clear();
    this._timer = setTimeout(() => this.refresh(), REST);
  }

  private async _analyse(): Promise<void> {
    const question = ++this._question;
    this._stale = false;
    await this._document.ready;
    if (this._overtaken(question)) {
      return;
    }
    const content = this._document.content();
    this._kind = kindOf(content);
    if (this._kind === 'empty' || this._kind === 'foreign') {
      this._settle(null, null);
      return;
    }
    try {
      const result = await this._client.analyse({
        path: this._document.path,
        content: withoutOutputs(content),
        ...(this._division === null ? {} : { division: this._division })
      });
      if (!this._overtaken(question)) {
        this._settle(result, null);
      }
    } catch (error) {
      if (!this._overtaken(question)) {
        this._settle(this._result, asApiError(error));
      }
    }
  }

  private _overtaken(question: number): boolean {
    return (
      this._isDisposed ||
      this._document.isDisposed ||
      question !== this._question
    );
  }

  private _settle(result: Analysis | null, error: ApiError | null): void {
    this._result = result;
    this._error = error;
    this._changed.emit();
  }

  private _clear(): void {
    clearTimeout(this._timer);
  }

  private _changed = new Signal<this, void>(this);
  private _result: Analysis | null = null;
  private _error: ApiError | null = null;
  private _kind: ContentKind | null = null;
  private _division: Division | null = null;
  private _active = false;
  private _stale = true;
  private _question = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _isDisposed = false;
}

/** Whatever was thrown, as an error that can be shown. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError
    ? error
    : new ApiError(
        'unexpected',
        error instanceof Error ? error.message : String(error)
      );
}
