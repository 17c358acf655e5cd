import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { ICommandPalette } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { notebookIcon, refreshIcon, stopIcon } from '@jupyterlab/ui-components';
import type { DisposableSet } from '@lumino/disposable';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import { ended } from '../api/types';
import type { PanelModel } from '../model/panel';
import { isLearnt } from '../model/learnt';
import { resumable } from '../model/status';
import { CommandIDs } from '../tokens';
import { kaleIcon } from '../views/icons';
import { confirmForget } from './confirm';

export interface ICommandOptions {
  app: JupyterFrontEnd;
  model: PanelModel;
  palette: ICommandPalette | null;
  trans: TranslationBundle;
  /** Brings the panel into view, at a section where one is named. */
  reveal: (section?: string) => void;
  /** Moves the focus into the panel. */
  enter: () => void;
  openExecuted: (run: string) => void;
  disposables: DisposableSet;
}

const NO_ARGS = { type: 'object', properties: {} } as const;

const RUN_ARG = {
  type: 'object',
  properties: {
    run: {
      type: 'string',
      description: 'The id of the run; without, the one that the panel shows'
    }
  }
} as const;

/** Everything the panel does, for the palette, menus, shortcuts and other extensions. */
export function addCommands(options: ICommandOptions): void {
  const { app, model, palette, trans, reveal, disposables } = options;
  const { commands } = app;

  const runOf = (args: ReadonlyPartialJSONObject): string | null =>
    typeof args.run === 'string' ? args.run : (model.session?.run?.id ?? null);

  const add = (
    id: string,
    command: {
      label: string;
      caption?: string;
      icon?: typeof kaleIcon;
      args?: typeof RUN_ARG;
      isEnabled?: (args: ReadonlyPartialJSONObject) => boolean;
      execute: (args: ReadonlyPartialJSONObject) => unknown;
    }
  ): void => {
    const { args = NO_ARGS, ...rest } = command;
    disposables.add(
      commands.addCommand(id, { ...rest, describedBy: { args } })
    );
    palette?.addItem({ command: id, category: trans.__('Kale') });
  };

  add(CommandIDs.openPanel, {
    label: trans.__('Show the Kale Panel'),
    icon: kaleIcon,
    execute: () => {
      reveal();
      options.enter();
    }
  });
  add(CommandIDs.run, {
    label: trans.__('Run as Pipeline'),
    caption: trans.__('Run this notebook as a pipeline, step by step'),
    icon: kaleIcon,
    isEnabled: () => model.session !== null && !model.session.isLive,
    execute: async () => {
      reveal();
      await model.session?.start();
    }
  });
  add(CommandIDs.check, {
    label: trans.__('Check for Pipeline Problems'),
    isEnabled: () => model.session !== null,
    execute: () => {
      reveal('problems');
      model.session?.analysis.refresh();
    }
  });
  add(CommandIDs.suggest, {
    label: trans.__('Suggest Pipeline Steps'),
    caption: trans.__(
      'Propose how to divide this notebook into steps; nothing is changed until you accept'
    ),
    isEnabled: () => model.session !== null,
    execute: async () => {
      reveal('graph');
      model.session?.show(null);
      await model.session?.suggestion.ask();
    }
  });
  add(CommandIDs.forget, {
    label: trans.__('Forget What Runs Have Shown…'),
    caption: trans.__(
      'Forget what earlier runs have seen this notebook do beyond what its code says'
    ),
    isEnabled: () =>
      model.session?.analysis.result?.diagnostics.some(isLearnt) === true,
    execute: async () => {
      if (model.session !== null) {
        await confirmForget(model.session, trans);
      }
    }
  });
  add(CommandIDs.cancel, {
    label: trans.__('Cancel Pipeline Run'),
    icon: stopIcon,
    args: RUN_ARG,
    isEnabled: args =>
      typeof args.run === 'string' || model.session?.isLive === true,
    execute: async args => {
      const run = runOf(args);
      if (run !== null) {
        await model.session?.cancel(run);
      }
    }
  });
  add(CommandIDs.resume, {
    label: trans.__('Resume Pipeline Run'),
    icon: refreshIcon,
    args: RUN_ARG,
    isEnabled: args => {
      const state = model.session?.state;
      return (
        typeof args.run === 'string' ||
        (state != null && resumable(state.status))
      );
    },
    execute: async args => {
      const run = runOf(args);
      if (run !== null) {
        reveal();
        await model.session?.resume(run);
      }
    }
  });
  add(CommandIDs.openExecuted, {
    label: trans.__('Open the Executed Notebook'),
    icon: notebookIcon,
    args: RUN_ARG,
    isEnabled: args => runOf(args) !== null,
    execute: args => {
      const run = runOf(args);
      if (run !== null) {
        options.openExecuted(run);
      }
    }
  });

  let seen = '';
  const update = (): void => {
    // Enabled or not depends on these alone; a log that grows is no reason to draw toolbars again.
    const { session } = model;
    const status = session?.state?.status;
    const now = [
      session !== null,
      session?.run?.id,
      session?.analysis.result?.diagnostics.some(isLearnt),
      status !== undefined && ended(status),
      status
    ].join();
    if (now !== seen) {
      seen = now;
      Object.values(CommandIDs).forEach(id =>
        commands.notifyCommandChanged(id)
      );
    }
  };
  model.changed.connect(update);
}
