import * as React from 'react';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type {
  ArtifactState,
  Failure as IFailure,
  Metric,
  Pipeline,
  Span,
  Status,
  StepState
} from '../api/types';
import { reason } from '../model/evidence';
import type { StepLog } from '../model/log';
import { statusWord } from '../model/status';
import { bytes, duration, lasted } from '../model/time';
import { Link } from './button';
import { useNow } from './clock';
import { Failure } from './failure';
import { StatusIcon } from './icons';
import { Log } from './log';

export interface IStepProps {
  pipeline: Pipeline;
  /** "" is the prologue; null where none is selected. */
  step: string | null;
  state: StepState | null;
  log: StepLog | null;
  metrics: readonly Metric[];
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
  placeOf: (cellId: string) => number | null;
  onJump: (cellId: string) => void;
  onSpan: (span: Span) => void;
  onFailure: (failure: IFailure) => void;
  onSelect: (step: string) => void;
}

/** All about one step: how it does, what it takes and gives, and what it puts out. */
export function Step(props: IStepProps): JSX.Element {
  const { step, state, log, trans, metrics } = props;
  if (step === null) {
    return (
      <div className="kale-Step">
        <p className="kale-Hint">
          {trans.__(
            'Select a step in the graph: its cells, outputs and what it waits for appear here.'
          )}
        </p>
        <Metrics metrics={metrics} trans={trans} />
      </div>
    );
  }
  // The failure tells the same as the error in the log, and better.
  const told = state?.failure != null && state.failure.traceback.length > 0;
  const blocks =
    log?.blocks.filter(block => !(told && block.kind === 'error')) ?? [];
  return (
    <div className="kale-Step">
      <div className="kale-Step-head">
        <StatusIcon status={state?.status ?? null} />
        <span className="kale-Step-name" title={step}>
          {step || trans.__('Imports and parameters')}
        </span>
      </div>
      <Facts {...props} />
      {state?.failure && (
        <Failure
          failure={state.failure}
          rendermime={props.rendermime}
          trans={trans}
          onJump={props.onFailure}
        />
      )}
      {log !== null && (blocks.length > 0 || log.cut) && (
        <>
          <h4>{trans.__('Output')}</h4>
          <Log
            key={step}
            log={{ ...log, blocks }}
            isLive={state?.status === 'running'}
            rendermime={props.rendermime}
            trans={trans}
          />
        </>
      )}
      <Metrics
        metrics={metrics.filter(metric => metric.step === step)}
        trans={trans}
      />
      <Reasons {...props} />
      <Hands {...props} />
    </div>
  );
}

function Facts(props: IStepProps): JSX.Element {
  const { pipeline, step, state, trans, placeOf, onJump } = props;
  const live = state?.status === 'running';
  const now = useNow(live);
  const cells =
    step === ''
      ? pipeline.prologue.cells
      : (pipeline.steps.find(({ name }) => name === step)?.cells ?? []);
  const time = state === null ? '' : lasted(state, now);
  const status: Status | undefined = state?.status;
  const used = [
    state?.cpu == null ? '' : trans.__('%1 CPU', duration(state.cpu)),
    state?.memory == null ? '' : bytes(state.memory)
  ].filter(part => part !== '');
  return (
    <dl className="kale-Facts">
      {status !== undefined && (
        <>
          <dt>{trans.__('Status')}</dt>
          <dd>
            {[
              statusWord(status, trans),
              time,
              live && state?.cell ? trans.__('at cell %1', state.cell) : '',
              (state?.attempt ?? 0) > 1
                ? trans.__('attempt %1', state?.attempt)
                : ''
            ]
              .filter(part => part !== '')
              .join(' · ')}
          </dd>
        </>
      )}
      {cells.length > 0 && (
        <>
          <dt>{trans.__('Cells')}</dt>
          <dd>
            {cells.map((id, index) => (
              <span key={id}>
                {index > 0 && ', '}
                <Link
                  title={trans.__('Go to this cell')}
                  onClick={() => onJump(id)}
                >
                  {placeOf(id) ?? '?'}
                </Link>
              </span>
            ))}
          </dd>
        </>
      )}
      {used.length > 0 && (
        <>
          <dt>{trans.__('Used')}</dt>
          <dd title={trans.__('CPU time, and memory at its peak')}>
            {used.join(' · ')}
          </dd>
        </>
      )}
    </dl>
  );
}

/** The steps this one waits for, each with why. */
function Reasons(props: IStepProps): JSX.Element | null {
  const { pipeline, step, trans, onSelect, onSpan } = props;
  const edges = pipeline.edges.filter(edge => edge.target === step);
  if (edges.length === 0) {
    return null;
  }
  return (
    <>
      <h4>{trans.__('Waits for')}</h4>
      <ul className="kale-Reasons">
        {edges.map(edge => (
          <li key={edge.source}>
            <Link onClick={() => onSelect(edge.source)}>{edge.source}</Link>
            <ul>
              {edge.evidence.map((evidence, index) => {
                const span = evidence.reader ?? evidence.writer;
                return (
                  <li key={index} className="kale-dim">
                    {span === null ? (
                      reason(evidence, trans)
                    ) : (
                      <Link
                        title={trans.__('Go to where it is used')}
                        onClick={() => onSpan(span)}
                      >
                        {reason(evidence, trans)}
                      </Link>
                    )}
                  </li>
                );
              })}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What it takes and what it gives: from the run where there is one, else as planned. */
function Hands(props: IStepProps): JSX.Element | null {
  const { pipeline, step, state, trans } = props;
  const plan = pipeline.steps.find(({ name }) => name === step);
  const planned = plan?.outputs.flatMap(output => output.variables) ?? [];
  const stored = state?.artifacts ?? [];
  return (
    <>
      {plan !== undefined && plan.inputs.length > 0 && (
        <>
          <h4>{trans.__('Takes')}</h4>
          <p className="kale-Names">
            {plan.inputs.map(({ variable, step: from }) => (
              <span key={variable} title={trans.__('from %1', from)}>
                <code>{variable}</code>{' '}
              </span>
            ))}
          </p>
        </>
      )}
      {stored.length > 0 ? (
        <Artifacts artifacts={stored} trans={trans} />
      ) : (
        planned.length > 0 && (
          <>
            <h4>{trans.__('Hands on')}</h4>
            <p className="kale-Names">
              {planned.map(name => (
                <span key={name}>
                  <code>{name}</code>{' '}
                </span>
              ))}
            </p>
          </>
        )
      )}
    </>
  );
}

function Artifacts(props: {
  artifacts: readonly ArtifactState[];
  trans: TranslationBundle;
}): JSX.Element {
  const { artifacts, trans } = props;
  return (
    <>
      <h4>{trans.__('Hands on')}</h4>
      <ul className="kale-List">
        {artifacts.map(artifact => (
          <li key={artifact.name} className="kale-Artifact">
            {artifact.variables.map(variable => (
              <div key={variable.name}>
                <div className="kale-Artifact-head">
                  <code>{variable.name}</code>
                  <span className="kale-dim">
                    {variable.type}
                    {variable.shape !== null &&
                      variable.shape !== undefined &&
                      ` (${variable.shape.join(' × ')})`}
                  </span>
                </div>
                {variable.preview !== '' && (
                  <pre className="kale-Artifact-preview">
                    {variable.preview}
                  </pre>
                )}
              </div>
            ))}
            <div className="kale-dim">{bytes(artifact.size)}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Metrics(props: {
  metrics: readonly Metric[];
  trans: TranslationBundle;
}): JSX.Element | null {
  const { metrics, trans } = props;
  if (metrics.length === 0) {
    return null;
  }
  return (
    <>
      <h4>{trans.__('Metrics')}</h4>
      <table className="kale-Metrics">
        <tbody>
          {metrics.map(metric => (
            <tr key={`${metric.step}/${metric.name}`}>
              <th scope="row" title={metric.step}>
                {metric.name}
              </th>
              <td>{Number(metric.value.toPrecision(6))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
