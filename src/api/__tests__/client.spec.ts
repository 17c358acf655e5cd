import { KaleClient } from '../client';
import { ApiError, errorOf } from '../errors';

const answering = (
  status: number,
  body: string
): { client: KaleClient; asked: string[] } => {
  const asked: string[] = [];
  const client = new KaleClient(async (method, path) => {
    asked.push(`${method} ${path}`);
    return new Response(body, { status });
  });
  return { client, asked };
};

describe('the client of the REST API', () => {
  it('keeps odd names in their place in the address', async () => {
    const { client, asked } = answering(200, '[]');
    await client.runs('a b/ü&x=1.ipynb');
    await client.events('x/../y', 3, 10);
    expect(asked).toEqual([
      'GET runs?notebook=a%20b%2F%C3%BC%26x%3D1.ipynb&limit=50',
      'GET runs/x%2F..%2Fy/events?after=3&limit=10'
    ]);
  });

  it('throws what the server says, in its words', async () => {
    const said = {
      code: 'conflict',
      message: 'It has ended',
      remedy: 'Resume'
    };
    const { client } = answering(409, JSON.stringify(said));
    await expect(client.cancel('r')).rejects.toMatchObject(said);
  });

  it('says that the server is away when it is', async () => {
    const client = new KaleClient(() => Promise.reject(new Error('refused')));
    await expect(client.runs('n')).rejects.toMatchObject({ code: 'offline' });
  });
});

describe('reading a failed answer', () => {
  it.each([
    ['a missing route', 404, { message: 'Not Found' }, 'missing'],
    ['a missing route without JSON', 404, undefined, 'missing'],
    [
      'our own not-found',
      404,
      { code: 'not-found', message: 'm' },
      'not-found'
    ],
    ['a crash', 500, '<html>', 'server'],
    ['nothing at all', 502, null, 'server']
  ])('%s', (_, status, body, code) => {
    const error = errorOf(status, '', body);
    expect(error).toBeInstanceOf(ApiError);
    expect(error.code).toBe(code);
    expect(error.message).not.toBe('');
  });
});
