import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { RunSummary } from '../api/types';
import type { NotebookSession } from '../model/session';

/** Milliseconds that the word of what was done stays. */
const SHOWN = 8_000;

/** Deletes a run once the user has said that this is meant. */
export async function confirmDelete(
  run: RunSummary,
  session: NotebookSession,
  trans: TranslationBundle
): Promise<void> {
  const { button } = await showDialog({
    title: trans.__('Delete this run?'),
    body: trans.__(
      'The logs, outputs and executed notebook of %1 will be lost. The notebook itself stays.',
      run.id
    ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Keep') }),
      Dialog.warnButton({ label: trans.__('Delete') })
    ]
  });
  if (button.accept) {
    await session.remove(run.id);
  }
}

/** Forgets what runs have shown about the notebook once the user has said that this is meant; tells what it was. */
export async function confirmForget(
  session: NotebookSession,
  trans: TranslationBundle
): Promise<void> {
  const { button } = await showDialog({
    title: trans.__('Forget what runs have shown?'),
    body: trans.__(
      'What earlier runs have seen this notebook do, beyond what its code says, is forgotten: all of it, in every cell. Notebook and runs stay. To get it back, run the notebook again: the run sees what is still so, and corrects itself once more.'
    ),
    buttons: [
      Dialog.cancelButton({ label: trans.__('Keep') }),
      Dialog.warnButton({ label: trans.__('Forget') })
    ]
  });
  const forgotten = button.accept ? await session.forget() : null;
  if (forgotten !== null) {
    const count = forgotten.effects.length;
    Notification.success(
      count === 0
        ? trans.__('There was nothing to forget.')
        : trans._n(
            '%1 thing that runs have shown is forgotten.',
            '%1 things that runs have shown are forgotten.',
            count
          ),
      { autoClose: SHOWN }
    );
  }
}
