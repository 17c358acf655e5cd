import type { TranslationBundle } from '@jupyterlab/translation';
import type { RunState, Severity, Status } from '../api/types';

/** A status as a word. */
export function statusWord(status: Status, trans: TranslationBundle): string {
  switch (status) {
    case 'waiting':
      return trans.__('Waiting');
    case 'running':
      return trans.__('Running');
    case 'succeeded':
      return trans.__('Succeeded');
    case 'failed':
      return trans.__('Failed');
    case 'cancelled':
      return trans.__('Cancelled');
    case 'skipped':
      return trans.__('Skipped');
    case 'interrupted':
      return trans.__('Interrupted');
  }
}

/** What to say of a run that changes by itself, for those who listen instead of look. */
export function announcement(run: RunState, trans: TranslationBundle): string {
  const done = run.steps.filter(step => step.status === 'succeeded').length;
  const failed = run.steps.find(step => step.status === 'failed');
  const progress = trans.__('%1 of %2 steps done', done, run.steps.length);
  const word = statusWord(run.status, trans);
  return [
    word,
    progress,
    ...(failed === undefined ? [] : [trans.__('step %1 failed', failed.name)]),
    ...(run.changes.length === 0 ? [] : [trans.__('the plan was corrected')])
  ].join(', ');
}

/** Whether there is anything left for a resume to run. */
export function resumable(status: Status): boolean {
  return (
    status === 'failed' || status === 'cancelled' || status === 'interrupted'
  );
}

/** A severity as a word. */
export function severityWord(
  severity: Severity,
  trans: TranslationBundle
): string {
  switch (severity) {
    case 'error':
      return trans.__('Error');
    case 'warning':
      return trans.__('Warning');
    case 'info':
      return trans.__('Information');
  }
}
