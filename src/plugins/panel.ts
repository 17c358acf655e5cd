import type {
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ILayoutRestorer } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IDocumentManager } from '@jupyterlab/docmanager';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Event } from '@jupyterlab/services';
import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ISettingRegistry as SettingRegistry } from '@jupyterlab/settingregistry';
import { IStateDB } from '@jupyterlab/statedb';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { DisposableSet } from '@lumino/disposable';
import { KaleClient } from '../api/client';
import { RUN_SCHEMA, sender } from '../api/server';
import type { RunNotice } from '../api/types';
import { PanelModel } from '../model/panel';
import { IKalePanel } from '../tokens';
import { KalePanel } from '../views/panel';
import { addCommands } from './commands';
import { confirmDelete, confirmForget } from './confirm';
import { MemoryStore } from './memory-store';
import { NotebookDocument } from './notebook-document';
import { executedPath, isExecuted } from './runs-drive';

/** Between Lab's own panels (running, contents) and the extension manager. */
const RANK = 600;

/** The panel and the commands. Its settings, menu, toolbar button and shortcuts are in `schema/panel.json`. */
export const panel: JupyterFrontEndPlugin<PanelModel> = {
  id: 'kale-ext:panel',
  description: 'The Kale panel: runs the current notebook as a pipeline.',
  autoStart: true,
  provides: IKalePanel,
  requires: [INotebookTracker, IRenderMimeRegistry, IDocumentManager],
  optional: [
    ICommandPalette,
    ILayoutRestorer,
    SettingRegistry,
    IStateDB,
    ITranslator
  ],
  activate
};

function activate(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  rendermime: IRenderMimeRegistry,
  documents: IDocumentManager,
  palette: ICommandPalette | null,
  restorer: ILayoutRestorer | null,
  registry: ISettingRegistry | null,
  state: IStateDB | null,
  translator: ITranslator | null
): PanelModel {
  const { serviceManager, shell } = app;
  const trans = (translator ?? nullTranslator).load('kale_ext');
  const client = new KaleClient(sender(serviceManager.serverSettings));
  const store = new MemoryStore(state);
  const settings = readSettings(registry);
  const model = new PanelModel(() => ({
    client,
    store,
    trans,
    jobs: () => settings.jobs
  }));
  const openExecuted = (run: string): void => {
    const path = executedPath(run);
    readAgain(documents, path);
    documents.openOrReveal(path, 'Notebook', undefined, undefined, {
      shouldStart: false,
      canStart: true,
      autoStartDefault: false
    });
  };
  const widget = new KalePanel({
    model,
    rendermime,
    trans,
    onOpen: openExecuted,
    onDelete: (run, session) => void confirmDelete(run, session, trans),
    onForget: session => void confirmForget(session, trans)
  });
  shell.add(widget, 'left', { rank: RANK, type: 'Kale' });
  restorer?.add(widget, 'kale-panel');

  const disposables = new DisposableSet();
  addCommands({
    app,
    model,
    palette,
    trans,
    disposables,
    openExecuted,
    enter: () => widget.enter(),
    reveal: section => {
      shell.activateById(widget.id);
      if (section !== undefined) {
        widget.open(section);
      }
    }
  });
  followNotebooks(app, tracker, model);
  const listen = (_: unknown, emission: Event.Emission): void => {
    if (emission.schema_id === RUN_SCHEMA) {
      const notice = emission as unknown as RunNotice;
      model.notify(notice);
      if (notice.event.event === 'run-finished') {
        readAgain(documents, executedPath(notice.run));
      }
    }
  };
  serviceManager.events.stream.connect(listen);
  widget.disposed.connect(() => {
    serviceManager.events.stream.disconnect(listen);
    disposables.dispose();
    model.dispose();
  });
  return model;
}

/** The current notebook, where it is one that can be run: executed notebooks leave the panel as it is. */
function followNotebooks(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  model: PanelModel
): void {
  const known = new WeakMap<NotebookPanel, NotebookDocument>();
  const follow = (current: NotebookPanel | null): void => {
    if (current === null) {
      model.follow(null);
      return;
    }
    if (isExecuted(current.context.path)) {
      return;
    }
    let document = known.get(current);
    if (document === undefined) {
      document = new NotebookDocument(
        current,
        path => app.serviceManager.contents.localPath(path),
        id => app.shell.activateById(id)
      );
      known.set(current, document);
      current.disposed.connect(() => {
        if (model.session?.document === known.get(current)) {
          model.follow(null);
          follow(tracker.currentWidget);
        }
      });
    }
    model.follow(document);
  };
  tracker.currentChanged.connect((_, current) => follow(current));
  follow(tracker.currentWidget);
}

/** An executed notebook that was opened in mid-run shows what has come since. */
function readAgain(documents: IDocumentManager, path: string): void {
  const open = documents.findWidget(path, 'Notebook');
  if (open !== undefined) {
    void documents.contextForWidget(open)?.revert();
  }
}

interface ISettings {
  jobs: number | null;
}

/** The settings, kept up to date in place. */
function readSettings(registry: ISettingRegistry | null): ISettings {
  const settings: ISettings = { jobs: null };
  const update = (loaded: ISettingRegistry.ISettings): void => {
    const { jobs } = loaded.composite;
    settings.jobs = typeof jobs === 'number' && jobs > 0 ? jobs : null;
  };
  registry
    ?.load(panel.id)
    .then(loaded => {
      update(loaded);
      loaded.changed.connect(update);
    })
    .catch((reason: unknown) => {
      console.warn('The settings of Kale Ext cannot be read.', reason);
    });
  return settings;
}
