import { KaleClient } from '../../api/client';
import type { Json, RunSummary, Status } from '../../api/types';
import type { Memory } from '../memory';
import { BLANK } from '../memory';
import { NotebookSession } from '../session';
import { FakeDocument, run, trans } from './doubles';

interface Request {
  method: string;
  path: string;
  body: unknown;
}

/** A server by its answers; "METHOD path" without query, and 404 of our own shape for what it does not know. */
function serving(answers: { [request: string]: unknown }): {
  client: KaleClient;
  requests: Request[];
} {
  const requests: Request[] = [];
  const client = new KaleClient(async (method, path, body) => {
    requests.push({ method, path, body });
    const key = `${method} ${path.split('?')[0]}`;
    const missing = { code: 'not-found', message: `no ${key}`, remedy: '' };
    const answer = answers[key] ?? missing;
    const refused = answer === missing || isError(answer);
    return new Response(JSON.stringify(answer), {
      status: refused ? 400 : 200
    });
  });
  return { client, requests };
}

function isError(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'code' in answer;
}

function summary(id: string, status: Status): RunSummary {
  return { ...run([]), id, status, done: 0, total: 1 };
}

const analysis = {
  pipeline: {
    division: 'tags',
    steps: [{ name: 'a', cells: [] }],
    parameters: [
      { name: 'n', type: 'int', default: 1, optional: false, description: '' }
    ]
  },
  diagnostics: [],
  ok: true,
  mermaid: ''
};

const live = (id: string): { [request: string]: unknown } => ({
  [`GET runs/${id}`]: run(['a'], { id, status: 'running' }),
  [`GET runs/${id}/pipeline`]: { steps: [{ name: 'a', cells: [] }] },
  [`GET runs/${id}/events`]: []
});

function open(
  client: KaleClient,
  memory: Memory = BLANK
): { session: NotebookSession; saved: Memory[] } {
  const saved: Memory[] = [];
  const session = new NotebookSession({
    client,
    document: new FakeDocument(),
    store: {
      load: async () => memory,
      save: (_, kept) => {
        saved.push(kept);
      }
    },
    trans,
    jobs: () => null
  });
  session.analysis.active = true;
  return { session, saved };
}

describe('a notebook in the panel', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const turn = (): Promise<void> => jest.advanceTimersByTimeAsync(5);

  it('after a reload, finds the run that is still live', async () => {
    const { client } = serving({
      'POST analysis': analysis,
      'GET runs': [summary('r2', 'running'), summary('r1', 'failed')],
      ...live('r2')
    });
    const { session } = open(client);
    await turn();
    expect(session.run?.id).toBe('r2');
    expect(session.isLive).toBe(true);
    session.dispose();
  });

  it('after a reload, shows the run that was shown, and what was typed', async () => {
    const { client } = serving({
      'POST analysis': analysis,
      'GET runs': [summary('r2', 'running'), summary('r1', 'failed')],
      ...live('r1')
    });
    const { session } = open(client, {
      division: 'cells',
      run: 'r1',
      step: 'a',
      edits: [['n', '5']]
    });
    await turn();
    expect(session.run?.id).toBe('r1');
    expect(session.step).toBe('a');
    expect(session.division).toBe('cells');
    expect([...session.edits]).toEqual([['n', '5']]);
    session.dispose();
  });

  it('shows a run that was begun elsewhere, but takes nobody away from another run', async () => {
    const answers: { [request: string]: unknown } = {
      'POST analysis': analysis,
      'GET runs': [summary('r1', 'failed')],
      ...live('r1'),
      ...live('r2'),
      ...live('r3')
    };
    const { client } = serving(answers);
    const { session } = open(client);
    await turn();
    expect(session.run).toBeNull();
    answers['GET runs'] = [summary('r2', 'running'), summary('r1', 'failed')];
    await session.list.refresh();
    expect(session.run?.id).toBe('r2');
    answers['GET runs'] = [summary('r3', 'running'), summary('r2', 'failed')];
    await session.list.refresh();
    expect(session.run?.id).toBe('r2');
    // Turned away from by the user, it does not come back by itself.
    session.show(null);
    await session.list.refresh();
    expect(session.run).toBeNull();
    session.dispose();
  });

  it('without a selection, looks at the step that began last', async () => {
    const steps = run(['a', 'b', 'c']).steps.map((step, index) => ({
      ...step,
      status: index < 2 ? 'succeeded' : 'waiting',
      started: index < 2 ? index : null
    }));
    const { client } = serving({
      'POST analysis': analysis,
      'GET runs': [],
      ...live('r1'),
      'GET runs/r1': { ...run([]), id: 'r1', status: 'running', steps }
    });
    const { session } = open(client);
    await turn();
    session.show('r1');
    await turn();
    expect(session.step).toBe('b');
    session.dispose();
  });

  it('runs what is in the editor with the edited parameters, and shows that run', async () => {
    const { client, requests } = serving({
      'POST analysis': analysis,
      'GET runs': [],
      'POST runs': run(['a'], { id: 'new' }),
      ...live('new')
    });
    const { session, saved } = open(client);
    await turn();
    session.edit('n', '7');
    await session.start();
    await turn();
    const start = requests.find(
      ({ method, path }) => method === 'POST' && path === 'runs'
    );
    expect(start?.body).toEqual({
      path: 'n.ipynb',
      content: new FakeDocument().content(),
      parameters: { n: 7 }
    });
    expect(session.run?.id).toBe('new');
    expect(saved.pop()?.run).toBe('new');
    session.dispose();
  });

  it('starts nothing while a parameter is wrong', async () => {
    const { client, requests } = serving({
      'POST analysis': analysis,
      'GET runs': []
    });
    const { session } = open(client);
    await turn();
    session.edit('n', 'seven');
    expect(session.parametersAreGood).toBe(false);
    await session.start();
    expect(requests.some(({ path }) => path === 'runs')).toBe(false);
    session.dispose();
  });

  it('tells a refusal in the server’s words, at the parameter it is about', async () => {
    const refusal = {
      code: 'bad-parameter',
      message: 'n must be more than 0',
      remedy: 'give a larger one',
      parameter: 'n'
    };
    const { client } = serving({
      'POST analysis': analysis,
      'GET runs': [],
      'POST runs': refusal as unknown as Json
    });
    const { session } = open(client);
    await turn();
    session.edit('n', '-1');
    await session.start();
    expect(session.notice).toMatchObject(refusal);
    expect(session.blamed).toBe('n');
    session.edit('n', '2');
    expect(session.notice).toBeNull();
    session.dispose();
  });

  it('forgets what runs have shown, and analyses anew', async () => {
    const forgotten = { effects: [], problem: '' };
    const { client, requests } = serving({
      'POST analysis': analysis,
      'GET runs': [],
      'DELETE learnt': forgotten
    });
    const { session } = open(client);
    await turn();
    const before = requests.length;
    expect(await session.forget()).toEqual(forgotten);
    await turn();
    const asked = requests.slice(before).map(one => one.path);
    expect(asked).toContain('learnt?path=n.ipynb');
    expect(asked).toContain('analysis');
    session.dispose();
  });

  it('analyses anew what a run has learnt', async () => {
    const changes = [{ text: 't', effects: [], again: ['a'], unkept: '' }];
    const { client, requests } = serving({
      'POST analysis': analysis,
      'GET runs': [summary('r1', 'running')],
      ...live('r1'),
      'GET runs/r1': run(['a'], { id: 'r1', status: 'running', changes })
    });
    const { session } = open(client);
    await turn();
    expect(session.run?.id).toBe('r1');
    expect(requests.filter(({ path }) => path === 'analysis')).toHaveLength(2);
    session.dispose();
  });

  it('tells why nothing could be forgotten', async () => {
    const { client } = serving({ 'POST analysis': analysis, 'GET runs': [] });
    const { session } = open(client);
    await turn();
    expect(await session.forget()).toBeNull();
    expect(session.notice?.code).toBe('not-found');
    session.dispose();
  });

  it('goes back to the notebook when the shown run is deleted', async () => {
    const { client } = serving({
      'POST analysis': analysis,
      'GET runs': [summary('r1', 'running')],
      'DELETE runs/r1': {},
      ...live('r1')
    });
    const { session } = open(client);
    await turn();
    expect(session.run?.id).toBe('r1');
    await session.remove('r1');
    expect(session.run).toBeNull();
    expect(session.pipeline?.steps[0]?.name).toBe('a');
    session.dispose();
  });
});
