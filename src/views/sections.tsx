import * as React from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import { PathExt } from '@jupyterlab/coreutils';
import { correctionOf } from '../model/correction';
import type { Place } from '../model/document';
import type { NotebookSession } from '../model/session';
import { Corrected } from './corrected';
import { Empty, Untagged } from './empty';
import { Graph } from './graph';
import { Header } from './header';
import type { IPanelOptions } from './panel';
import { Parameters } from './parameters';
import { Problems } from './problems';
import { Runs } from './runs';
import { Step } from './step';
import { Applied, Suggested } from './suggestion';

export interface ISection {
  name: string;
  title: (session: NotebookSession | null) => string;
  render: (session: NotebookSession | null) => JSX.Element | null;
}

/** The sections of the panel, from top to bottom. */
export function sections(options: IPanelOptions): readonly ISection[] {
  const { trans } = options;
  const section = (
    name: string,
    title: (session: NotebookSession | null) => string,
    render: (session: NotebookSession) => JSX.Element | null
  ): ISection => ({
    name,
    title,
    render: session => (session === null ? null : render(session))
  });
  return [
    section(
      'graph',
      () => trans.__('Graph'),
      session => <GraphOf session={session} options={options} />
    ),
    section(
      'problems',
      session =>
        counted(
          trans.__('Problems'),
          session?.analysis.result?.diagnostics.length ?? 0
        ),
      session => (
        <Problems
          diagnostics={session.analysis.result?.diagnostics ?? []}
          trans={trans}
          onJump={({ span }) => span !== null && reveal(session, span)}
          onForget={() => options.onForget(session)}
        />
      )
    ),
    section(
      'parameters',
      session =>
        counted(trans.__('Parameters'), session?.parameters.length ?? 0),
      session => (
        <Parameters
          parameters={session.parameters}
          edits={session.edits}
          refusal={
            session.blamed === ''
              ? null
              : {
                  name: session.blamed,
                  message: session.notice?.message ?? ''
                }
          }
          trans={trans}
          onEdit={(name, raw) => session.edit(name, raw)}
        />
      )
    ),
    section(
      'step',
      () => trans.__('Step'),
      session => <StepOf session={session} options={options} />
    ),
    section(
      'runs',
      session => counted(trans.__('Runs'), session?.list.runs.length ?? 0),
      session => (
        <Runs
          runs={session.list.runs}
          isKnown={session.list.isKnown}
          error={session.list.error?.message ?? ''}
          shown={session.run?.id ?? null}
          busy={session.isBusy}
          trans={trans}
          onShow={run => session.show(run)}
          onOpen={options.onOpen}
          onCancel={run => void session.cancel(run)}
          onResume={run => void session.resume(run)}
          onDelete={run => options.onDelete(run, session)}
        />
      )
    )
  ];
}

/** The header, or the empty state where there is nothing for a header to be about. */
export function HeaderOf(props: {
  session: NotebookSession | null;
  options: IPanelOptions;
  onProblems: () => void;
}): JSX.Element | null {
  const { session, options, onProblems } = props;
  const { trans } = options;
  const empty = emptyState(session, trans);
  if (session === null || empty !== null) {
    return empty;
  }
  const { analysis, document, state, notice } = session;
  return (
    <Header
      name={PathExt.basename(document.path)}
      path={document.path}
      division={session.division}
      diagnostics={analysis.result?.diagnostics ?? []}
      run={state}
      obstacle={obstacle(session, trans)}
      busy={session.isBusy}
      notice={notice ?? session.run?.error ?? analysis.error}
      trans={trans}
      onDivision={division => session.setDivision(division)}
      onRun={() => void session.start()}
      onCancel={() => state !== null && void session.cancel(state.id)}
      onBack={() => session.show(null)}
      onOpen={() => state !== null && options.onOpen(state.id)}
      onResume={() => state !== null && void session.resume(state.id)}
      onDismiss={notice === null ? undefined : () => session.dismiss()}
      onProblems={onProblems}
    />
  );
}

/** Why the notebook cannot be run now; "" where it can. */
function obstacle(session: NotebookSession, trans: TranslationBundle): string {
  const { analysis } = session;
  if (!session.parametersAreGood) {
    return trans.__('A parameter has a wrong value');
  }
  if (analysis.result !== null && !analysis.result.ok) {
    return trans.__('The notebook has errors; see Problems');
  }
  return '';
}

function GraphOf(props: {
  session: NotebookSession;
  options: IPanelOptions;
}): JSX.Element {
  const { session, options } = props;
  const { trans } = options;
  const { pipeline, analysis } = session;
  const { suggestion } = session;
  if (suggestion.isOpen) {
    return (
      <Suggested
        model={suggestion}
        trans={trans}
        onAccept={() => session.acceptSuggestion()}
        onJump={id => reveal(session, { cell_id: id, cell: null })}
      />
    );
  }
  const correction = correctionOf(session.state?.changes ?? []);
  const untagged = session.run === null && analysis.kind === 'untagged';
  return (
    <>
      {suggestion.written > 0 ? (
        <Applied
          count={suggestion.written}
          trans={trans}
          onUndo={() => suggestion.undo()}
          onDismiss={() => suggestion.dismiss()}
        />
      ) : (
        untagged && (
          <Untagged
            division={session.division}
            trans={trans}
            onDivision={division => session.setDivision(division)}
            onSuggest={() => void suggestion.ask()}
          />
        )
      )}
      {correction !== null && (
        <Corrected
          key={session.run?.id}
          correction={correction}
          isLive={session.isLive}
          trans={trans}
          onJump={({ cell, cell_id, line }) =>
            reveal(session, { cell, cell_id, line: line ?? undefined })
          }
          onSelect={step => session.select(step)}
        />
      )}
      {pipeline === null ? (
        <p className="kale-Hint">
          {analysis.result === null
            ? trans.__('Reading the notebook…')
            : trans.__('There is no pipeline to draw; see Problems.')}
        </p>
      ) : pipeline.steps.length === 0 ? (
        <p className="kale-Hint">
          {trans.__('The pipeline has no steps yet; see Problems.')}
        </p>
      ) : (
        <Graph
          pipeline={pipeline}
          stateOf={step => session.stateOf(step)}
          hasRun={session.run !== null}
          isLive={session.isLive}
          selected={session.step}
          trans={trans}
          onSelect={step => session.select(step)}
          onJump={step => {
            const cells =
              step === ''
                ? pipeline.prologue.cells
                : pipeline.steps.find(({ name }) => name === step)?.cells;
            const [first] = cells ?? [];
            if (first !== undefined) {
              reveal(session, { cell_id: first, cell: null });
            }
          }}
        />
      )}
    </>
  );
}

function StepOf(props: {
  session: NotebookSession;
  options: IPanelOptions;
}): JSX.Element | null {
  const { session, options } = props;
  const { pipeline, step, run, document } = session;
  if (pipeline === null) {
    return null;
  }
  return (
    <Step
      pipeline={pipeline}
      step={step}
      state={step === null ? null : session.stateOf(step)}
      log={run === null || step === null ? null : run.log.of(step)}
      metrics={session.state?.metrics ?? []}
      rendermime={options.rendermime}
      trans={options.trans}
      placeOf={id => document.placeOf(id)}
      onJump={id => reveal(session, { cell_id: id, cell: null })}
      onSpan={span => reveal(session, span)}
      onFailure={({ cell, cell_id, line }) =>
        reveal(session, { cell, cell_id, line: line ?? undefined })
      }
      onSelect={name => session.select(name)}
    />
  );
}

/** What to say instead of everything else; null where there is a pipeline to show. */
export function emptyState(
  session: NotebookSession | null,
  trans: TranslationBundle
): JSX.Element | null {
  if (session === null) {
    return (
      <Empty
        title={trans.__('No notebook is open')}
        lines={[
          trans.__(
            'Open a notebook, and its steps appear here, ready to run as a pipeline.'
          )
        ]}
      />
    );
  }
  const { analysis } = session;
  if (analysis.kind === 'foreign') {
    return (
      <Empty
        title={trans.__('Not a Python notebook')}
        lines={[trans.__('Kale Ext makes pipelines of Python notebooks only.')]}
      />
    );
  }
  if (analysis.kind === 'empty') {
    return (
      <Empty
        title={trans.__('No code yet')}
        lines={[
          trans.__(
            'Write some code cells; this notebook then runs as a pipeline, as one step or as many.'
          )
        ]}
      />
    );
  }
  const error = analysis.error;
  if (error !== null && analysis.result === null) {
    const lines =
      error.code === 'missing'
        ? [
            trans.__(
              'The Jupyter server does not know Kale Ext. Run "jupyter server extension enable kale_ext" where JupyterLab is installed, and start JupyterLab again.'
            )
          ]
        : [error.message, error.remedy].filter(line => line !== '');
    return (
      <Empty
        title={
          error.code === 'missing'
            ? trans.__('The server part of Kale Ext is missing')
            : trans.__('The notebook cannot be read')
        }
        lines={lines}
        action={{
          label: trans.__('Try again'),
          onClick: () => analysis.refresh()
        }}
      />
    );
  }
  return null;
}

function reveal(session: NotebookSession, place: Place): void {
  void session.document.reveal(place);
}

function counted(title: string, count: number): string {
  return count === 0 ? title : `${title} (${count})`;
}
