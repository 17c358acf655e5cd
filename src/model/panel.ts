import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { RunNotice } from '../api/types';
import type { INotebookDocument } from './document';
import type { ISessionOptions } from './session';
import { NotebookSession } from './session';

/** The panel: it follows the current notebook, one session at a time. */
export class PanelModel implements IDisposable {
  constructor(
    private readonly _options: () => Omit<ISessionOptions, 'document'>
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The session of the current notebook, null without one. */
  get session(): NotebookSession | null {
    return this._session;
  }

  /** Whether the panel can be seen; without, no notebook is analysed. */
  get active(): boolean {
    return this._active;
  }

  set active(active: boolean) {
    this._active = active;
    if (this._session !== null) {
      this._session.analysis.active = active;
    }
  }

  /** Turns to another notebook, or to none. */
  follow(document: INotebookDocument | null): void {
    if (document === (this._session?.document ?? null)) {
      return;
    }
    this._session?.dispose();
    this._session =
      document === null
        ? null
        : new NotebookSession({ ...this._options(), document });
    if (this._session !== null) {
      this._session.changed.connect(this._emit, this);
      this._session.analysis.active = this._active;
    }
    this._emit();
  }

  notify(notice: RunNotice): void {
    this._session?.notify(notice);
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._session?.dispose();
      this._session = null;
      Signal.clearData(this);
    }
  }

  private _emit(): void {
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
  private _session: NotebookSession | null = null;
  private _active = false;
  private _isDisposed = false;
}
