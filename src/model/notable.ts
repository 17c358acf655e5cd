import type { RunState, StepState } from '../api/types';

/**
 * The name of the step worth looking at; "" is the prologue: the first that failed, else one that runs, else one that was
 * stopped, else the one that began last (of a run that has succeeded: its end, where results are), else null.
 */
export function notable(run: RunState): string | null {
  const { steps, prologue } = run;
  const all = prologue === null ? steps : [prologue, ...steps];
  const found =
    all.find(({ status }) => status === 'failed') ??
    steps.find(({ status }) => status === 'running') ??
    steps.find(
      ({ status, started }) =>
        started !== null && (status === 'cancelled' || status === 'interrupted')
    ) ??
    latest(all);
  return found?.name ?? null;
}

/** The step that began last; null where none has begun. */
function latest(steps: readonly StepState[]): StepState | null {
  return steps.reduce<StepState | null>(
    (last, step) =>
      step.started !== null && step.started >= (last?.started ?? -Infinity)
        ? step
        : last,
    null
  );
}
