import { fold } from '../fold';
import { events, run } from './doubles';

const failure = {
  name: 'ValueError',
  message: 'no',
  cell: 2,
  cell_id: 'b',
  line: 1,
  source: 'f()',
  traceback: []
};

const story = events([
  { event: 'run-started', attempt: 1, pid: 1 },
  { event: 'step-started', step: '', attempt: 1, pid: 2 },
  {
    event: 'step-finished',
    step: '',
    status: 'succeeded',
    duration: 1,
    cpu: 1,
    memory: 1,
    failure: null
  },
  { event: 'step-started', step: 'a', attempt: 1, pid: 3 },
  { event: 'cell-started', step: 'a', cell: 4, cell_id: 'd' },
  {
    event: 'artifact',
    step: 'a',
    name: 'x',
    digest: '0',
    size: 8,
    variables: [],
    absent: []
  },
  { event: 'metric', step: 'a', name: 'acc', value: 0.5 },
  {
    event: 'step-finished',
    step: 'a',
    status: 'failed',
    duration: 1,
    cpu: 0.5,
    memory: 10,
    failure
  },
  { event: 'run-finished', status: 'failed' }
]);

describe('folding events into a run', () => {
  it('tells the same story as the events', () => {
    const end = fold(run(['a', 'b']), story);
    expect(end).toMatchObject({
      status: 'failed',
      started: 101,
      ended: 109,
      last_event: 9,
      prologue: { status: 'succeeded' },
      metrics: [{ step: 'a', name: 'acc', value: 0.5 }]
    });
    expect(end.steps[0]).toMatchObject({
      status: 'failed',
      started: 104,
      ended: 108,
      cell: 4,
      cpu: 0.5,
      failure,
      artifacts: [{ name: 'x', step: 'a', size: 8 }]
    });
    expect(end.steps[1]?.status).toBe('waiting');
  });

  it('is the same in one go, in pieces, and with pieces told twice', () => {
    const whole = fold(run(['a', 'b']), story);
    let parts = run(['a', 'b']);
    for (let at = 0; at < story.length; at += 2) {
      parts = fold(parts, story.slice(Math.max(0, at - 1), at + 2));
    }
    expect(parts).toEqual(whole);
  });

  it('forgets what an earlier attempt of a step put out', () => {
    const again = fold(
      fold(run(['a', 'b']), story),
      events(
        [
          { event: 'run-started', attempt: 2, pid: 1 },
          { event: 'step-started', step: 'a', attempt: 2, pid: 4 }
        ],
        10
      )
    );
    expect(again).toMatchObject({
      status: 'running',
      ended: null,
      metrics: []
    });
    expect(again.steps[0]).toMatchObject({
      status: 'running',
      attempt: 2,
      failure: null,
      artifacts: [],
      ended: null
    });
  });

  it('lets a step wait again that was computed from the wrong values', () => {
    const state = fold(
      run(['a', 'b']),
      events([
        { event: 'step-started', step: 'b', attempt: 1, pid: 1 },
        { event: 'metric', step: 'b', name: 'm', value: 1 },
        { event: 'step-invalidated', step: 'b' }
      ])
    );
    expect(state.steps[1]).toEqual({ ...run(['b']).steps[0], attempt: 1 });
    expect(state.metrics).toEqual([]);
  });

  it('passes over a step that the run does not have', () => {
    const state = fold(
      run(['a']),
      events([{ event: 'step-started', step: 'z', attempt: 1, pid: 1 }])
    );
    expect(state.steps).toEqual(run(['a']).steps);
  });
});
