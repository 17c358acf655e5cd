import { ApiError } from '../../api/errors';
import type { Pipeline, RunEvent, RunState } from '../../api/types';
import { fold } from '../fold';
import { LiveRun } from '../live-run';
import { events, print, run } from './doubles';

/** A run on a server: its events so far, and the state they make. */
class FakeServer {
  log: RunEvent[] = [];
  /** What no event tells: the runner was killed. */
  interrupted = false;
  offline = false;
  asked = 0;
  plans = 0;
  /** Those of the plan as it is now. */
  steps = ['a'];

  async run(): Promise<RunState> {
    this._connect();
    const changes = this.log
      .filter(({ event }) => event === 'plan-changed')
      .map(() => ({ text: 't', effects: [], again: ['a'], unkept: '' }));
    const state = fold(run(this.steps, { changes }), this.log);
    return this.interrupted ? { ...state, status: 'interrupted' } : state;
  }

  async pipeline(): Promise<Pipeline> {
    this._connect();
    this.plans += 1;
    const steps = this.steps.map(name => ({ name }));
    return { steps } as unknown as Pipeline;
  }

  async events(_: string, after: number, limit: number): Promise<RunEvent[]> {
    this._connect();
    this.asked += 1;
    return this.log.filter(({ n }) => n > after).slice(0, limit);
  }

  private _connect(): void {
    if (this.offline) {
      throw new ApiError('offline', 'away');
    }
  }
}

const begun = events([
  { event: 'run-started', attempt: 1, pid: 1 },
  { event: 'step-started', step: 'a', attempt: 1, pid: 2 },
  print('a', 'hello\n')
]);

const finished = events(
  [
    {
      event: 'step-finished',
      step: 'a',
      status: 'succeeded',
      duration: 1,
      cpu: null,
      memory: null,
      failure: null
    },
    { event: 'run-finished', status: 'succeeded' }
  ],
  4
);

describe('following a run', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const text = (live: LiveRun): string => {
    const [block] = live.log.of('a').blocks;
    return block === undefined || block.kind === 'rich' ? '' : block.text;
  };

  it('finds what has happened already, log included', async () => {
    const server = new FakeServer();
    server.log = begun;
    const live = new LiveRun(server, 'r');
    await jest.advanceTimersByTimeAsync(0);
    expect(live.state).toMatchObject({ status: 'running', last_event: 3 });
    expect(text(live)).toBe('hello\n');
    live.dispose();
  });

  it('reads a log that is longer than a page', async () => {
    const server = new FakeServer();
    server.log = events(Array.from({ length: 1234 }, () => print('a', '.')));
    const live = new LiveRun(server, 'r');
    await jest.advanceTimersByTimeAsync(0);
    expect(text(live)).toHaveLength(1234);
    live.dispose();
  });

  it('without notices, looks every second until the end, and then no more', async () => {
    const server = new FakeServer();
    server.log = begun;
    const live = new LiveRun(server, 'r');
    await jest.advanceTimersByTimeAsync(900);
    server.log = [...begun, ...finished];
    await jest.advanceTimersByTimeAsync(200);
    expect(live.state?.status).toBe('succeeded');
    const { asked } = server;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(server.asked).toBe(asked);
    live.dispose();
  });

  it('with notices, shows news soon and looks for nothing else often', async () => {
    const server = new FakeServer();
    server.log = begun;
    const live = new LiveRun(server, 'r');
    await jest.advanceTimersByTimeAsync(0);
    server.log = [...begun, ...events([print('a', 'more')], 4)];
    live.notify();
    live.notify();
    await jest.advanceTimersByTimeAsync(150);
    expect(text(live)).toBe('hello\nmore');
    const { asked } = server;
    await jest.advanceTimersByTimeAsync(4_000);
    expect(server.asked).toBe(asked);
    live.dispose();
  });

  it('takes up a new plan, and asks for none without one', async () => {
    const server = new FakeServer();
    server.log = begun;
    const live = new LiveRun(server, 'r');
    await jest.advanceTimersByTimeAsync(1_100);
    expect(server.plans).toBe(1);
    server.log = [
      ...begun,
      ...events(
        [
          {
            event: 'plan-changed',
            effects: [],
            again: ['a'],
            steps: ['a', 'b'],
            unkept: ''
          },
          { event: 'step-invalidated', step: 'a' }
        ],
        4
      )
    ];
    server.steps = ['a', 'b'];
    live.notify();
    await jest.advanceTimersByTimeAsync(150);
    expect(live.pipeline?.steps.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(live.state?.steps.map(({ status }) => status)).toEqual([
      'waiting',
      'waiting'
    ]);
    expect(live.state?.changes).toHaveLength(1);
    expect(text(live)).toBe('');
    expect(server.plans).toBe(2);
    live.dispose();
  });

  it('notices a runner that died without a word', async () => {
    const server = new FakeServer();
    server.log = begun;
    const live = new LiveRun(server, 'r');
    await jest.advanceTimersByTimeAsync(500);
    server.interrupted = true;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(live.state?.status).toBe('interrupted');
    live.dispose();
  });

  it('tells that the server is away, and goes on when it is back', async () => {
    const server = new FakeServer();
    server.offline = true;
    const live = new LiveRun(server, 'r');
    await jest.advanceTimersByTimeAsync(0);
    expect(live.error?.code).toBe('offline');
    server.offline = false;
    server.log = begun;
    await jest.advanceTimersByTimeAsync(1_100);
    expect(live.error).toBeNull();
    expect(text(live)).toBe('hello\n');
    live.dispose();
  });

  it('asks nothing once it is disposed', async () => {
    const server = new FakeServer();
    server.log = begun;
    const live = new LiveRun(server, 'r');
    await jest.advanceTimersByTimeAsync(0);
    live.dispose();
    const { asked } = server;
    live.notify();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(server.asked).toBe(asked);
  });
});
