import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  deleteIcon,
  notebookIcon,
  refreshIcon,
  stopIcon
} from '@jupyterlab/ui-components';
import type { RunSummary } from '../api/types';
import { ended } from '../api/types';
import { resumable, statusWord } from '../model/status';
import { ago, lasted } from '../model/time';
import { IconButton } from './button';
import { useNow } from './clock';
import { StatusIcon } from './icons';

export interface IRunsProps {
  runs: readonly RunSummary[];
  isKnown: boolean;
  /** Why the list cannot be had, "" where it can. */
  error: string;
  shown: string | null;
  busy: boolean;
  trans: TranslationBundle;
  onShow: (run: string) => void;
  onOpen: (run: string) => void;
  onCancel: (run: string) => void;
  onResume: (run: string) => void;
  onDelete: (run: RunSummary) => void;
}

/** The runs of this notebook, newest first. */
export function Runs(props: IRunsProps): JSX.Element {
  const { runs, trans } = props;
  const now = useNow(runs.some(run => !ended(run.status)));
  if (props.error !== '') {
    return <p className="kale-Hint kale-bad">{props.error}</p>;
  }
  if (runs.length === 0) {
    return (
      <p className="kale-Hint">
        {props.isKnown
          ? trans.__('This notebook has not been run yet.')
          : trans.__('Loading…')}
      </p>
    );
  }
  return (
    <ul className="kale-List" aria-label={trans.__('Runs')}>
      {runs.map(run => (
        <Row key={run.id} run={run} now={now} {...props} />
      ))}
    </ul>
  );
}

function Row(
  props: IRunsProps & { run: RunSummary; now: number }
): JSX.Element {
  const { run, now, trans, busy, shown } = props;
  const live = !ended(run.status);
  const chosen = run.id === shown;
  const word = statusWord(run.status, trans);
  const time = lasted(run, now);
  return (
    <li className={`kale-RunRow${chosen ? ' kale-mod-selected' : ''}`}>
      <button
        type="button"
        className="kale-RunRow-main"
        aria-pressed={chosen}
        title={`${run.id}\n${new Date(run.created * 1000).toLocaleString()}`}
        onClick={() => props.onShow(run.id)}
      >
        <StatusIcon status={run.status} label={word} />
        <span className="kale-RunRow-text">
          <span>{ago(run.created, now, trans)}</span>
          <span className="kale-dim">
            {[word, `${run.done}/${run.total}`, time]
              .filter(part => part !== '')
              .join(' · ')}
          </span>
        </span>
      </button>
      <span className="kale-RunRow-actions">
        <IconButton
          icon={notebookIcon}
          label={trans.__('Open the executed notebook')}
          onClick={() => props.onOpen(run.id)}
        />
        {resumable(run.status) && (
          <IconButton
            icon={refreshIcon}
            label={trans.__('Resume: run what is missing')}
            disabled={busy}
            onClick={() => props.onResume(run.id)}
          />
        )}
        {live ? (
          <IconButton
            icon={stopIcon}
            label={trans.__('Cancel this run')}
            disabled={busy}
            onClick={() => props.onCancel(run.id)}
          />
        ) : (
          <IconButton
            icon={deleteIcon}
            label={trans.__('Delete this run')}
            disabled={busy}
            onClick={() => props.onDelete(run)}
          />
        )}
      </span>
      {live && run.total > 0 && (
        <progress
          className="kale-Progress"
          max={run.total}
          value={run.done}
          aria-label={trans.__('Progress')}
        />
      )}
    </li>
  );
}
