import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import type { Contents } from '@jupyterlab/services';
import type { ServerConnection } from '@jupyterlab/services';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import { KaleClient } from '../api/client';
import { sender } from '../api/server';

const DRIVE = 'KaleRuns';

/** The path of a run's executed notebook in Lab's contents. */
export function executedPath(run: string): string {
  return `${DRIVE}:${run}.ipynb`;
}

/** Whether a path is that of an executed notebook. */
export function isExecuted(path: string): boolean {
  return path.startsWith(`${DRIVE}:`);
}

/** The executed notebooks of all runs as files that can be read and not changed. */
export class RunsDrive implements Contents.IDrive {
  constructor(
    readonly serverSettings: ServerConnection.ISettings,
    private readonly _client: Pick<KaleClient, 'notebook'>,
    private readonly _trans: TranslationBundle
  ) {}

  readonly name = DRIVE;

  get fileChanged(): ISignal<this, Contents.IChangedArgs> {
    return this._fileChanged;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  dispose(): void {
    if (!this._isDisposed) {
      this._isDisposed = true;
      Signal.clearData(this);
    }
  }

  async get(
    path: string,
    options?: Contents.IFetchOptions
  ): Promise<Contents.IModel> {
    if (path === '') {
      return { ...model(''), type: 'directory', format: 'json', content: [] };
    }
    const read = options?.content !== false;
    const content = read
      ? await this._client.notebook(path.replace(/\.ipynb$/, ''))
      : null;
    return { ...model(path), content, format: read ? 'json' : null };
  }

  async listCheckpoints(path: string): Promise<Contents.ICheckpointModel[]> {
    return [];
  }

  getDownloadUrl(path: string): Promise<string> {
    return this._refuse();
  }

  newUntitled(options?: Contents.ICreateOptions): Promise<Contents.IModel> {
    return this._refuse();
  }

  delete(path: string): Promise<void> {
    return this._refuse();
  }

  rename(from: string, to: string): Promise<Contents.IModel> {
    return this._refuse();
  }

  save(
    path: string,
    options?: Partial<Contents.IModel>
  ): Promise<Contents.IModel> {
    return this._refuse();
  }

  copy(from: string, to: string): Promise<Contents.IModel> {
    return this._refuse();
  }

  createCheckpoint(path: string): Promise<Contents.ICheckpointModel> {
    return this._refuse();
  }

  restoreCheckpoint(path: string, checkpoint: string): Promise<void> {
    return this._refuse();
  }

  deleteCheckpoint(path: string, checkpoint: string): Promise<void> {
    return this._refuse();
  }

  private _refuse(): Promise<never> {
    return Promise.reject(
      new Error(
        this._trans.__(
          'This is the executed notebook of a run, which stays as it is. Use "Save Notebook As…" to keep a copy of your own.'
        )
      )
    );
  }

  private _fileChanged = new Signal<this, Contents.IChangedArgs>(this);
  private _isDisposed = false;
}

function model(path: string): Contents.IModel {
  const never = new Date(0).toISOString();
  return {
    name: path,
    path,
    type: 'notebook',
    writable: false,
    created: never,
    last_modified: never,
    mimetype: '',
    content: null,
    format: null
  };
}

/** Makes executed notebooks readable as `KaleRuns:RUN_ID.ipynb`. */
export const runsDrive: JupyterFrontEndPlugin<void> = {
  id: 'kale-ext:runs-drive',
  description: 'Opens the executed notebooks of runs, read only.',
  autoStart: true,
  optional: [ITranslator],
  activate: (app: JupyterFrontEnd, translator: ITranslator | null): void => {
    const { contents, serverSettings } = app.serviceManager;
    const trans = (translator ?? nullTranslator).load('kale_ext');
    const client = new KaleClient(sender(serverSettings));
    contents.addDrive(new RunsDrive(serverSettings, client, trans));
  }
};
