import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { KaleClient } from '../api/client';
import type { ApiError } from '../api/errors';
import type {
  Division,
  Forgotten,
  Parameter,
  Pipeline,
  RunNotice,
  RunState,
  StepState
} from '../api/types';
import { ended } from '../api/types';
import { AnalysisModel, asApiError } from './analysis';
import type { INotebookDocument } from './document';
import { LiveRun } from './live-run';
import type { IMemoryStore } from './memory';
import type { Raw } from './parameters';
import { valuesOf } from './parameters';
import { notable } from './notable';
import { RunList } from './run-list';
import { SuggestionModel } from './suggestion';

export interface ISessionOptions {
  client: KaleClient;
  document: INotebookDocument;
  store: IMemoryStore;
  trans: TranslationBundle;
  /** How many steps run at a time, null for the engine's own choice. */
  jobs: () => number | null;
}

/** All that the panel knows of one notebook: its analysis, its runs, and what the user has selected and typed. */
export class NotebookSession implements IDisposable {
  constructor(private readonly _options: ISessionOptions) {
    const { client, document } = _options;
    this.document = document;
    this.analysis = new AnalysisModel(client, document);
    this.list = new RunList(client, () => document.path);
    this.suggestion = new SuggestionModel(client, document);
    this.suggestion.changed.connect(this._emit, this);
    this.analysis.changed.connect(this._emit, this);
    this.list.changed.connect(this._onList, this);
    this._path = document.path;
    document.changed.connect(this._onDocument, this);
    void this._restore();
  }

  readonly document: INotebookDocument;
  readonly analysis: AnalysisModel;
  readonly list: RunList;
  readonly suggestion: SuggestionModel;

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The run that is shown, null where the notebook itself is. */
  get run(): LiveRun | null {
    return this._run;
  }

  /** The state of the run that is shown. */
  get state(): RunState | null {
    return this._run?.state ?? null;
  }

  /** The pipeline that is drawn: the shown run's, else (also until that is there) the notebook's. */
  get pipeline(): Pipeline | null {
    return this._run?.pipeline ?? this.analysis.result?.pipeline ?? null;
  }

  /** The selected step; "" is the prologue. Where the user has selected none that is drawn, the notable one. */
  get step(): string | null {
    const name = this._step;
    if (name === '' || this.pipeline?.steps.some(step => step.name === name)) {
      return name;
    }
    return this.state === null ? null : notable(this.state);
  }

  /** How the notebook is divided: as the user has chosen, else as it asks for itself. */
  get division(): Division {
    const { division, result } = this.analysis;
    return division ?? result?.pipeline?.division ?? 'tags';
  }

  get parameters(): readonly Parameter[] {
    return this.analysis.result?.pipeline?.parameters ?? [];
  }

  /** What the user has typed into the parameter form, by name. */
  get edits(): ReadonlyMap<string, Raw> {
    return this._edits;
  }

  /** What went wrong last with something the user asked for. */
  get notice(): ApiError | null {
    return this._notice;
  }

  /** The parameter that the notice is about, "" where it is about something else. */
  get blamed(): string {
    return this._notice?.parameter ?? '';
  }

  /** Whether every edited parameter has a value that can be sent. */
  get parametersAreGood(): boolean {
    const { trans } = this._options;
    return valuesOf(this.parameters, this._edits, trans) !== null;
  }

  /** Whether the shown run is under way. */
  get isLive(): boolean {
    return this.state !== null && !ended(this.state.status);
  }

  /** Whether a request of the user is on its way. */
  get isBusy(): boolean {
    return this._busy > 0;
  }

  /** The state of a step in the shown run; null without a run. */
  stateOf(step: string): StepState | null {
    const state = this.state;
    if (state === null) {
      return null;
    }
    return step === ''
      ? state.prologue
      : (state.steps.find(({ name }) => name === step) ?? null);
  }

  setDivision(division: Division): void {
    this.analysis.division = division;
    this.show(null);
  }

  /** Writes the proposed tags into the notebook, and divides it by tags from now on. */
  acceptSuggestion(): void {
    this.suggestion.accept();
    if (this.division === 'tags') {
      this.analysis.refresh();
    } else {
      this.setDivision('tags');
    }
  }

  edit(name: string, raw: Raw | null): void {
    const edits = new Map(this._edits);
    if (raw === null) {
      edits.delete(name);
    } else {
      edits.set(name, raw);
    }
    this._edits = edits;
    if (this.blamed === name) {
      this._notice = null;
    }
    this._remember();
  }

  select(step: string | null): void {
    this._step = step;
    this._remember();
  }

  dismiss(): void {
    this._notice = null;
    this._emit();
  }

  /** Shows a run, or the notebook itself. */
  show(run: string | null): void {
    if (run !== (this._run?.id ?? null)) {
      this._run?.dispose();
      this._learnt = 0;
      this._run = run === null ? null : new LiveRun(this._options.client, run);
      this._run?.changed.connect(this._onRun, this);
    }
    this._remember();
  }

  /** Runs the notebook as it is in the editor. Does nothing while one of its parameters is wrong. */
  async start(): Promise<void> {
    const { client, document, jobs, trans } = this._options;
    const parameters = valuesOf(this.parameters, this._edits, trans);
    if (parameters === null || this.isBusy) {
      return;
    }
    const limit = jobs();
    const { division } = this.analysis;
    await this._ask(async () => {
      await document.ready;
      const run = await client.start({
        path: document.path,
        content: document.content(),
        ...(division === null ? {} : { division }),
        parameters,
        ...(limit === null ? {} : { jobs: limit })
      });
      this._step = null;
      this.show(run.id);
    });
  }

  async cancel(run: string): Promise<void> {
    await this._ask(async () => {
      await this._options.client.cancel(run);
      this._refresh(run);
    });
  }

  async resume(run: string): Promise<void> {
    await this._ask(async () => {
      await this._options.client.resume(run);
      this.show(run);
      this._refresh(run);
    });
  }

  async remove(run: string): Promise<void> {
    await this._ask(async () => {
      await this._options.client.delete(run);
      if (this._run?.id === run) {
        this.show(null);
      }
    });
  }

  /** Forgets what runs have shown about the notebook; gives what that was, null where it went wrong. */
  async forget(): Promise<Forgotten | null> {
    const { client, document } = this._options;
    let forgotten: Forgotten | null = null;
    await this._ask(async () => {
      forgotten = await client.forget(document.path);
      this.analysis.refresh();
    });
    return forgotten;
  }

  /** The server tells that something has happened to a run. */
  notify(notice: RunNotice): void {
    if (notice.run === this._run?.id) {
      this._run.notify();
    }
    const { event } = notice.event;
    if (event.startsWith('run-') || event === 'step-finished') {
      this.list.notify();
    }
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      this._run?.dispose();
      this.analysis.dispose();
      this.suggestion.dispose();
      this.list.dispose();
      Signal.clearData(this);
    }
  }

  private async _restore(): Promise<void> {
    const memory = await this._options.store.load(this.document.path);
    if (this._isDisposed) {
      return;
    }
    this._step ??= memory.step;
    this._edits = new Map([...memory.edits, ...this._edits]);
    if (memory.division !== null) {
      this.analysis.division = memory.division;
    }
    await this.list.refresh();
    this._restored = true;
    if (this._isDisposed || this._run !== null) {
      return;
    }
    const { runs } = this.list;
    const shown =
      runs.find(run => run.id === memory.run) ??
      runs.find(run => !ended(run.status));
    if (shown !== undefined) {
      this.show(shown.id);
    }
  }

  private async _ask(request: () => Promise<void>): Promise<void> {
    this._busy += 1;
    this._notice = null;
    this._emit();
    try {
      await request();
    } catch (error) {
      this._notice = asApiError(error);
    }
    this._busy -= 1;
    if (!this._isDisposed) {
      this._emit();
      await this.list.refresh();
    }
  }

  private _refresh(run: string): void {
    if (this._run?.id === run) {
      this._run.refresh();
    }
  }

  /** A run that someone began elsewhere (a terminal, another tab) is shown, unless a run is being looked at already. */
  private _onList(): void {
    const fresh = this.list.runs.find(run => !this._listed.has(run.id));
    this.list.runs.forEach(run => this._listed.add(run.id));
    if (
      this._restored &&
      fresh !== undefined &&
      !ended(fresh.status) &&
      this._run === null &&
      !this.isBusy
    ) {
      this.show(fresh.id);
    } else {
      this._emit();
    }
  }

  /** The notebook has moved: what is remembered moves with it, and the list is asked for anew. */
  private _onDocument(): void {
    const { path } = this.document;
    if (path !== this._path) {
      this._path = path;
      this._remember();
      void this.list.refresh();
    }
  }

  private _onRun(): void {
    const state = this.state;
    const listed = this.list.runs.find(run => run.id === state?.id);
    if (
      state !== null &&
      listed !== undefined &&
      listed.status !== state.status
    ) {
      this.list.notify();
    }
    const learnt = state?.changes.length ?? 0;
    if (learnt > this._learnt) {
      this.analysis.refresh(); // what the run has learnt, every analysis knows from now on
    }
    this._learnt = learnt;
    this._emit();
  }

  private _remember(): void {
    this._options.store.save(this.document.path, {
      division: this.analysis.division,
      run: this._run?.id ?? null,
      step: this._step,
      edits: [...this._edits]
    });
    this._emit();
  }

  private _emit(): void {
    if (!this._isDisposed) {
      this._changed.emit();
    }
  }

  private _changed = new Signal<this, void>(this);
  private _run: LiveRun | null = null;
  private _step: string | null = null;
  private _edits: ReadonlyMap<string, Raw> = new Map();
  private _notice: ApiError | null = null;
  private _busy = 0;
  private _path: string;
  /** The runs that have been in the list. */
  private readonly _listed = new Set<string>();
  /** How often the shown run has corrected its plan, as far as the analysis knows. */
  private _learnt = 0;
  private _restored = false;
  private _isDisposed = false;
}
