import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { Send } from './client';

/** The schema of the Jupyter events that tell of runs. */
export const RUN_SCHEMA = 'https://schema.jupyter.org/kale/run/v1';

/** How requests reach the Jupyter server that served this page. */
export function sender(settings: ServerConnection.ISettings): Send {
  const root = URLExt.join(settings.baseUrl, 'kale');
  return (method, path, body) =>
    ServerConnection.makeRequest(
      `${root}/${path}`,
      {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(method === 'GET' ? { cache: 'no-store' } : {})
      },
      settings
    );
}
