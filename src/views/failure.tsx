import * as React from 'react';
import { useMemo } from 'react';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Failure as IFailure } from '../api/types';
import { Link } from './button';
import { Rendered } from './rendered';

export interface IFailureProps {
  failure: IFailure;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
  onJump: (failure: IFailure) => void;
}

/** Why a step failed: what, where, and the traceback. */
export function Failure(props: IFailureProps): JSX.Element {
  const { failure, rendermime, trans, onJump } = props;
  const traceback = useMemo(
    () => ({
      'application/vnd.jupyter.stderr': failure.traceback.join('\n')
    }),
    [failure]
  );
  return (
    <div className="kale-Failure">
      <div className="kale-Failure-head">
        <strong>{failure.name}</strong>
        {failure.message !== '' && `: ${failure.message}`}
      </div>
      {failure.cell !== null && (
        <Link
          title={trans.__('Go to this line in the notebook')}
          onClick={() => onJump(failure)}
        >
          {failure.line === null
            ? trans.__('cell %1', failure.cell)
            : trans.__('cell %1, line %2', failure.cell, failure.line)}
        </Link>
      )}
      {failure.source !== '' && (
        <pre className="kale-Failure-source">{failure.source.trim()}</pre>
      )}
      {failure.traceback.length > 0 && (
        <details open>
          <summary>{trans.__('Traceback')}</summary>
          <div className="kale-Traceback">
            <Rendered rendermime={rendermime} data={traceback} />
          </div>
        </details>
      )}
    </div>
  );
}
