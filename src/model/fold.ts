import type { RunEvent, RunState, StepState } from '../api/types';

/** A step of which nothing is known yet. */
export function waiting(name: string): StepState {
  return {
    name,
    status: 'waiting',
    attempt: 0,
    started: null,
    ended: null,
    cpu: null,
    memory: null,
    cell: null,
    failure: null,
    artifacts: []
  };
}

/** The state after some more events, in order; events that the state already holds change nothing. */
export function fold(state: RunState, events: readonly RunEvent[]): RunState {
  return events.reduce(
    (now, event) => (event.n <= now.last_event ? now : one(now, event)),
    state
  );
}

function one(state: RunState, event: RunEvent): RunState {
  return { ...change(state, event), last_event: event.n };
}

function change(state: RunState, event: RunEvent): RunState {
  switch (event.event) {
    case 'run-started':
      return {
        ...state,
        status: 'running',
        started: state.started ?? event.time,
        ended: null
      };
    case 'step-started':
      return {
        ...inStep(state, event.step, step => ({
          ...waiting(step.name),
          status: 'running',
          attempt: event.attempt,
          started: event.time
        })),
        metrics: state.metrics.filter(metric => metric.step !== event.step)
      };
    case 'step-invalidated':
      return {
        ...inStep(state, event.step, step => ({
          ...waiting(step.name),
          attempt: step.attempt
        })),
        metrics: state.metrics.filter(metric => metric.step !== event.step)
      };
    case 'cell-started':
      return inStep(state, event.step, step => ({ ...step, cell: event.cell }));
    case 'artifact': {
      const { step, name, digest, size, variables } = event;
      return inStep(state, step, now => ({
        ...now,
        artifacts: [
          ...now.artifacts.filter(artifact => artifact.name !== name),
          { name, step, digest, size, variables }
        ]
      }));
    }
    case 'metric': {
      const { step, name, value } = event;
      const others = state.metrics.filter(
        metric => metric.name !== name || metric.step !== step
      );
      // A metric that is no number (NaN is none in JSON) is nothing that could be shown.
      return value === null
        ? { ...state, metrics: others }
        : { ...state, metrics: [...others, { step, name, value }] };
    }
    case 'step-finished':
      return inStep(state, event.step, step => ({
        ...step,
        status: event.status,
        ended: event.time,
        cpu: event.cpu,
        memory: event.memory,
        failure: event.failure
      }));
    case 'run-finished':
      return { ...state, status: event.status, ended: event.time };
    default:
      return state;
  }
}

/** `""` is the prologue; a step that the state does not list is left alone. */
function inStep(
  state: RunState,
  name: string,
  update: (step: StepState) => StepState
): RunState {
  if (name === '') {
    return { ...state, prologue: update(state.prologue ?? waiting('')) };
  }
  return {
    ...state,
    steps: state.steps.map(step => (step.name === name ? update(step) : step))
  };
}
