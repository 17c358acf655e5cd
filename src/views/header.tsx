import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import {
  closeIcon,
  HTMLSelect,
  runIcon,
  stopIcon
} from '@jupyterlab/ui-components';
import type { ApiError } from '../api/errors';
import type { Diagnostic, Division, RunState } from '../api/types';
import { ended } from '../api/types';
import {
  announcement,
  resumable,
  severityWord,
  statusWord
} from '../model/status';
import { lasted } from '../model/time';
import { IconButton, Link } from './button';
import { useNow } from './clock';
import { SeverityIcon, StatusIcon } from './icons';

export interface IHeaderProps {
  name: string;
  path: string;
  division: Division;
  diagnostics: readonly Diagnostic[];
  run: RunState | null;
  /** Why a run cannot be started, "" where it can. */
  obstacle: string;
  busy: boolean;
  notice: ApiError | null;
  trans: TranslationBundle;
  onDivision: (division: Division) => void;
  onRun: () => void;
  onCancel: () => void;
  onBack: () => void;
  onOpen: () => void;
  onResume: () => void;
  /** Absent where the message goes only when its cause does. */
  onDismiss?: () => void;
  onProblems: () => void;
}

/** What it is about, and the one button that matters. */
export function Header(props: IHeaderProps): JSX.Element {
  const { trans, run, division } = props;
  const live = run !== null && !ended(run.status);
  return (
    <div className="kale-Header">
      <div className="kale-Header-row">
        <span className="kale-Header-name" title={props.path}>
          {props.name}
        </span>
        {live ? (
          <button
            type="button"
            className="kale-Run jp-mod-styled jp-mod-warn"
            disabled={props.busy}
            onClick={props.onCancel}
          >
            <stopIcon.react tag="span" width="14px" />
            {trans.__('Cancel')}
          </button>
        ) : (
          <button
            type="button"
            className="kale-Run jp-mod-styled jp-mod-accept"
            disabled={props.busy || props.obstacle !== ''}
            title={props.obstacle || trans.__('Run the pipeline')}
            onClick={props.onRun}
          >
            <runIcon.react tag="span" width="14px" />
            {trans.__('Run')}
          </button>
        )}
      </div>
      <div className="kale-Header-row">
        <label className="kale-Header-division">
          <span>{trans.__('Steps')}</span>
          <HTMLSelect
            value={division}
            aria-label={trans.__('How the notebook is divided into steps')}
            onChange={event =>
              props.onDivision(event.currentTarget.value as Division)
            }
          >
            <option value="tags">{trans.__('By tags')}</option>
            <option value="cells">{trans.__('Each cell')}</option>
            <option value="headings">{trans.__('By headings')}</option>
            <option value="one">{trans.__('One step')}</option>
          </HTMLSelect>
        </label>
        <ProblemCount {...props} />
      </div>
      {run !== null && <Shown {...props} run={run} />}
      {props.notice !== null && (
        <Notice
          notice={props.notice}
          trans={trans}
          onDismiss={props.onDismiss}
        />
      )}
    </div>
  );
}

function ProblemCount(props: IHeaderProps): JSX.Element | null {
  const { trans, diagnostics } = props;
  const count = diagnostics.length;
  const worst = (['error', 'warning'] as const).find(severity =>
    diagnostics.some(each => each.severity === severity)
  );
  if (count === 0) {
    return null;
  }
  return (
    <button
      type="button"
      className="kale-Header-problems kale-Link"
      onClick={props.onProblems}
    >
      <SeverityIcon
        severity={worst ?? 'info'}
        label={severityWord(worst ?? 'info', trans)}
      />
      {trans._n('%1 problem', '%1 problems', count)}
    </button>
  );
}

/** The run that is shown: how it does, and what can be done with it. */
function Shown(props: IHeaderProps & { run: RunState }): JSX.Element {
  const { run, trans } = props;
  const live = !ended(run.status);
  const now = useNow(live);
  const done = run.steps.filter(step => step.status === 'succeeded').length;
  const time = lasted(run, now);
  return (
    <div className={`kale-Header-run kale-mod-${run.status}`} title={run.id}>
      <StatusIcon status={run.status} />
      <span className="kale-Header-runText">
        {[statusWord(run.status, trans), `${done}/${run.steps.length}`, time]
          .filter(part => part !== '')
          .join(' · ')}
      </span>
      <span className="kale-hidden" role="status" aria-live="polite">
        {announcement(run, trans)}
      </span>
      <IconButton
        icon={closeIcon}
        label={trans.__('Show the notebook instead of this run')}
        onClick={props.onBack}
      />
      <span className="kale-Header-runActions">
        <Link
          title={
            live
              ? trans.__('Open the notebook with the outputs so far')
              : trans.__('Open the notebook with the outputs of this run')
          }
          onClick={props.onOpen}
        >
          {trans.__('Executed notebook')}
        </Link>
        {resumable(run.status) && (
          <Link
            title={trans.__(
              'Run what is missing, with the notebook as it was when the run began'
            )}
            onClick={props.onResume}
          >
            {trans.__('Resume')}
          </Link>
        )}
      </span>
    </div>
  );
}

function Notice(props: {
  notice: ApiError;
  trans: TranslationBundle;
  onDismiss?: () => void;
}): JSX.Element {
  const { notice, trans, onDismiss } = props;
  return (
    <div className="kale-Notice" role="alert">
      <StatusIcon status="failed" />
      <div className="kale-Notice-text">
        <div>{notice.message}</div>
        {notice.remedy !== '' && (
          <div className="kale-dim">{notice.remedy}</div>
        )}
      </div>
      {onDismiss !== undefined && (
        <IconButton
          icon={closeIcon}
          label={trans.__('Close this message')}
          onClick={onDismiss}
        />
      )}
    </div>
  );
}
