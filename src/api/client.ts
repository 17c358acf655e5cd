import { ApiError, errorOf } from './errors';
import type {
  Analysis,
  AnalysisRequest,
  Forgotten,
  Pipeline,
  RunEvent,
  RunRequest,
  RunState,
  RunSummary,
  Suggestion,
  SuggestionRequest
} from './types';

/** Sends one request below `/kale/`; `path` begins without a slash. */
export type Send = (
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown
) => Promise<Response>;

/** The REST API as functions. Every method rejects with an ApiError. */
export class KaleClient {
  constructor(private readonly _send: Send) {}

  analyse(request: AnalysisRequest): Promise<Analysis> {
    return this._json('POST', 'analysis', request);
  }

  /** Tags that would divide a notebook into steps. */
  suggest(request: SuggestionRequest): Promise<Suggestion> {
    return this._json('POST', 'suggestion', request);
  }

  /** What runs have shown about a notebook is known no more; says what that was. */
  forget(notebook: string): Promise<Forgotten> {
    return this._json('DELETE', `learnt?path=${encodeURIComponent(notebook)}`);
  }

  /** The runs of a notebook, newest first. */
  runs(notebook: string, limit = 50): Promise<RunSummary[]> {
    const query = `notebook=${encodeURIComponent(notebook)}&limit=${limit}`;
    return this._json('GET', `runs?${query}`);
  }

  start(request: RunRequest): Promise<RunState> {
    return this._json('POST', 'runs', request);
  }

  run(id: string): Promise<RunState> {
    return this._json('GET', `runs/${encodeURIComponent(id)}`);
  }

  pipeline(id: string): Promise<Pipeline> {
    return this._json('GET', `runs/${encodeURIComponent(id)}/pipeline`);
  }

  events(id: string, after: number, limit: number): Promise<RunEvent[]> {
    const query = `after=${after}&limit=${limit}`;
    return this._json('GET', `runs/${encodeURIComponent(id)}/events?${query}`);
  }

  /** The executed notebook, nbformat 4. */
  notebook(id: string): Promise<unknown> {
    return this._json('GET', `runs/${encodeURIComponent(id)}/notebook`);
  }

  cancel(id: string): Promise<RunState> {
    return this._json('POST', `runs/${encodeURIComponent(id)}/cancel`, {});
  }

  resume(id: string): Promise<RunState> {
    return this._json('POST', `runs/${encodeURIComponent(id)}/resume`, {});
  }

  async delete(id: string): Promise<void> {
    await this._answer('DELETE', `runs/${encodeURIComponent(id)}`);
  }

  private async _json<T>(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown
  ): Promise<T> {
    const response = await this._answer(method, path, body);
    return (await response.json()) as T;
  }

  private async _answer(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: unknown
  ): Promise<Response> {
    let response: Response;
    try {
      response = await this._send(method, path, body);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      throw new ApiError(
        'offline',
        `The Jupyter server cannot be reached: ${detail}`
      );
    }
    if (!response.ok) {
      const body: unknown = await response.json().catch(() => undefined);
      throw errorOf(response.status, response.statusText, body);
    }
    return response;
  }
}
