import type { components } from './schema';

/**
 * The words of the REST API (`docs/rest-api.md`) under short names. They are generated from the server's own description
 * (`jlpm generate`); only where that says "any JSON" is it told here what the JSON is.
 */
type Schemas = components['schemas'];

export type Json =
  null | boolean | number | string | Json[] | { [key: string]: Json };

export type Status = Schemas['Status'];
export type Division = Schemas['Division'];
export type Severity = Schemas['Severity'];
export type Span = Schemas['Span'];
export type Diagnostic = Schemas['Finding'];
export type ParameterType = Schemas['ParameterType'];
export type Evidence = Schemas['Evidence'];
export type Edge = Schemas['Edge'];
export type Failure = Schemas['Failure'];
export type VariableSummary = Schemas['VariableSummary'];
export type ArtifactState = Schemas['ArtifactState'];
export type StepState = Schemas['StepState'];
export type Metric = Schemas['Metric'];
export type RunSummary = Schemas['RunSummary'];
export type PlanChange = Schemas['PlanChange'];
export type SeenEffect = Schemas['SeenEffect'];
export type Forgotten = Schemas['Forgotten'];
export type Suggestion = Schemas['Suggestion'];
export type CellSuggestion = Schemas['CellSuggestion'];

export type Parameter = Omit<Schemas['Parameter'], 'default'> & {
  default: Json;
};

export type Pipeline = Omit<Schemas['Pipeline'], 'parameters'> & {
  parameters: Parameter[];
};

export type Analysis = Omit<Schemas['Analysis'], 'pipeline'> & {
  pipeline: Pipeline | null;
};

export type RunState = Omit<Schemas['RunState'], 'parameters'> & {
  parameters: { [name: string]: Json };
};

/** An nbformat 4 output. */
export interface Output {
  output_type: 'stream' | 'display_data' | 'execute_result' | 'error';
  name?: string;
  text?: string | string[];
  data?: { [mime: string]: Json };
  metadata?: { [key: string]: Json };
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

type OutputEvent = Omit<Schemas['Output'], 'output'> & { output: Output };

type DisplayEvent = Omit<Schemas['DisplayUpdated'], 'data' | 'metadata'> & {
  data: { [mime: string]: Json };
  metadata: { [key: string]: Json };
};

/** One line of a run's event log (`docs/run-directory.md`). */
export type RunEvent =
  | Exclude<
      Schemas['RunEvent'],
      { event: 'output' } | { event: 'display-updated' }
    >
  | OutputEvent
  | DisplayEvent;

/** What a Jupyter event of the schema `RUN_SCHEMA` carries: that something happened, not always what. */
export interface RunNotice {
  run: string;
  event: { event: string; n: number; step?: string };
}

/** A request may leave out what the server has a default for. */
export type AnalysisRequest = Pick<Schemas['AnalysisRequest'], 'path'> & {
  content?: unknown;
  division?: Division;
};

export type SuggestionRequest = Pick<AnalysisRequest, 'path' | 'content'>;

export type RunRequest = AnalysisRequest & {
  parameters?: { [name: string]: Json };
  jobs?: number;
};

/** Whether nothing more will happen to a run or step without a resume. */
export function ended(status: Status): boolean {
  return status !== 'waiting' && status !== 'running';
}
