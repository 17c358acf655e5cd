import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { KaleClient } from '../api/client';
import type { ApiError } from '../api/errors';
import type { Pipeline, RunState } from '../api/types';
import { ended } from '../api/types';
import { asApiError } from './analysis';
import { fold } from './fold';
import { LogBook } from './log';

/** Milliseconds between two looks at a run: soon after a notice, and without one. */
const SOON = 120;
const POLL = 1_000;
/** Notices that arrive say that the socket works; then looking is only for what makes no event (a killed run). */
const POLL_WITH_NOTICES = 5_000;
const PAGE = 500;

/** One run, followed until it ends: its state, its pipeline and its logs. */
export class LiveRun implements IDisposable {
  constructor(
    private readonly _client: Pick<KaleClient, 'run' | 'pipeline' | 'events'>,
    readonly id: string
  ) {
    void this._pull();
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get state(): RunState | null {
    return this._state;
  }

  get pipeline(): Pipeline | null {
    return this._pipeline;
  }

  get log(): LogBook {
    return this._log;
  }

  get error(): ApiError | null {
    return this._error;
  }

  /** Something has happened to this run: look soon. */
  notify(): void {
    this._noticed = Date.now();
    this._schedule(SOON);
  }

  /** Look soon, without taking it as a sign that notices arrive. */
  refresh(): void {
    this._fresh = false;
    this._schedule(0);
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
    if (this._isDisposed) {
      return;
    }
    const due = Date.now() + delay;
    if (this._pulling) {
      this._again = Math.min(this._again, due);
      return;
    }
    if (this._timer !== undefined && this._due <= due) {
      return;
    }
    clearTimeout(this._timer);
    this._due = due;
    this._timer = setTimeout(() => void this._pull(), delay);
  }

  private async _pull(): Promise<void> {
    clearTimeout(this._timer);
    this._timer = undefined;
    this._pulling = true;
    this._again = Infinity;
    try {
      await this._look();
      this._error = null;
    } catch (error) {
      this._error = asApiError(error);
    }
    this._pulling = false;
    if (this._isDisposed) {
      return;
    }
    this._changed.emit();
    if (this._again < Infinity) {
      this._schedule(Math.max(0, this._again - Date.now()));
    } else if (this._error?.code !== 'not-found' && this._isLive) {
      const heard = Date.now() - this._noticed < POLL_WITH_NOTICES;
      this._schedule(heard ? POLL_WITH_NOTICES : POLL);
    }
  }

  private async _look(): Promise<void> {
    this._pipeline ??= await this._client.pipeline(this.id);
    const known = this._state?.changes.length ?? 0;
    if (this._state === null || !this._fresh) {
      this._state = await this._client.run(this.id);
      this._fresh = true;
    }
    const before = this._log.last;
    let replanned = false;
    for (;;) {
      const events = await this._client.events(this.id, this._log.last, PAGE);
      this._log.add(events);
      const { last_event } = this._state;
      replanned ||= events.some(
        ({ event, n }) => event === 'plan-changed' && n > last_event
      );
      this._state = fold(this._state, events);
      if (this._isDisposed || events.length < PAGE) {
        break;
      }
      this._changed.emit();
    }
    // No event tells that a runner was killed, and the last event leaves no reason to trust the fold over the source.
    // What a new plan is, and what it is for, only the source tells.
    if (this._log.last === before || ended(this._state.status) || replanned) {
      this._state = await this._client.run(this.id);
    }
    // The event of a new plan comes just before the plan itself, which surely is there when the run has ended.
    const { changes, status } = this._state;
    if (changes.length > 0 && (changes.length !== known || ended(status))) {
      this._pipeline = await this._client.pipeline(this.id);
    }
  }

  private get _isLive(): boolean {
    return this._state === null || !ended(this._state.status);
  }

  private _changed = new Signal<this, void>(this);
  private _state: RunState | null = null;
  private _pipeline: Pipeline | null = null;
  private _log = new LogBook();
  private _error: ApiError | null = null;
  private _fresh = false;
  private _pulling = false;
  private _again = Infinity;
  private _noticed = -Infinity;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _due = 0;
  private _isDisposed = false;
}
