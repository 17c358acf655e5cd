/** The words of the REST API (`docs/rest-api.md`), as the server's JSON has them. */

export type Json =
  null | boolean | number | string | Json[] | { [key: string]: Json };

export type Status =
  | 'waiting'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'cancelled'
  | 'skipped'
  | 'interrupted';

export type Division = 'tags' | 'cells' | 'headings' | 'one';

export type Severity = 'error' | 'warning' | 'info';

export interface Span {
  cell: number;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  cell_id: string;
}

/** One finding. `text` is the line that the terminal prints, where the server gives it. */
export interface Diagnostic {
  code: string;
  severity: Severity;
  message: string;
  remedy: string;
  span: Span | null;
  source: string;
  text?: string;
}

export type ParameterType =
  'bool' | 'int' | 'float' | 'str' | 'list' | 'dict' | 'any';

export interface Parameter {
  name: string;
  type: ParameterType;
  default: Json;
  value_span: Span;
  optional: boolean;
  description: string;
}

export interface Evidence {
  variable: string;
  kind: string;
  writer: Span | null;
  reader: Span | null;
  assumed: boolean;
}

export interface Edge {
  source: string;
  target: string;
  evidence: Evidence[];
}

export interface Step {
  name: string;
  cells: string[];
  inputs: { variable: string; step: string }[];
  outputs: { name: string; variables: string[] }[];
  after: string[];
  metrics: string[];
}

/** The parts of a pipeline that the panel draws. */
export interface Pipeline {
  division: Division;
  parameters: Parameter[];
  prologue: { cells: string[] };
  steps: Step[];
  edges: Edge[];
  skipped: string[];
}

export interface Analysis {
  pipeline: Pipeline | null;
  diagnostics: Diagnostic[];
  ok: boolean;
  mermaid: string;
}

export interface Failure {
  name: string;
  message: string;
  cell: number | null;
  cell_id: string | null;
  line: number | null;
  source: string;
  traceback: string[];
}

export interface VariableSummary {
  name: string;
  type: string;
  shape: number[] | null;
  preview: string;
}

export interface ArtifactState {
  name: string;
  step: string;
  digest: string;
  size: number;
  variables: VariableSummary[];
}

export interface StepState {
  name: string;
  status: Status;
  attempt: number;
  started: number | null;
  ended: number | null;
  cpu: number | null;
  memory: number | null;
  cell: number | null;
  failure: Failure | null;
  artifacts: ArtifactState[];
}

export interface Metric {
  name: string;
  value: number;
  step: string;
}

export interface RunState {
  id: string;
  name: string;
  notebook: string;
  status: Status;
  created: number;
  engine: string;
  user: string;
  started: number | null;
  ended: number | null;
  parameters: { [name: string]: Json };
  prologue: StepState | null;
  steps: StepState[];
  metrics: Metric[];
  last_event: number;
}

export interface RunSummary {
  id: string;
  name: string;
  notebook: string;
  status: Status;
  created: number;
  engine: string;
  started: number | null;
  ended: number | null;
  done: number;
  total: number;
}

/** An nbformat 4 output. */
export interface Output {
  output_type: 'stream' | 'display_data' | 'execute_result' | 'error';
  name?: string;
  text?: string | string[];
  data?: { [mime: string]: Json };
  metadata?: { [key: string]: Json };
  transient?: { display_id?: string };
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

interface Numbered {
  n: number;
  time: number;
}

/** One line of a run's event log (`docs/run-directory.md`). */
export type RunEvent = Numbered &
  (
    | { event: 'run-started'; attempt: number; pid: number }
    | { event: 'step-started'; step: string; attempt: number; pid: number }
    | { event: 'cell-started'; step: string; cell: number; cell_id: string }
    | {
        event: 'output';
        step: string;
        cell: number;
        cell_id: string;
        output: Output;
      }
    | {
        event: 'display-updated';
        step: string;
        display_id: string;
        data: { [mime: string]: Json };
        metadata: { [key: string]: Json };
      }
    | { event: 'output-cleared'; step: string; cell: number; cell_id: string }
    | {
        event: 'cell-finished';
        step: string;
        cell: number;
        cell_id: string;
        duration: number;
        execution_count: number | null;
      }
    | {
        event: 'artifact';
        step: string;
        name: string;
        digest: string;
        size: number;
        variables: VariableSummary[];
      }
    | { event: 'metric'; step: string; name: string; value: number }
    | {
        event: 'step-finished';
        step: string;
        status: Status;
        duration: number;
        cpu: number | null;
        memory: number | null;
        failure: Failure | null;
      }
    | { event: 'run-finished'; status: Status }
  );

/** What a Jupyter event of the schema `RUN_SCHEMA` carries: that something happened, not always what. */
export interface RunNotice {
  run: string;
  event: { event: string; n: number; step?: string };
}

export interface RunRequest {
  path: string;
  content?: unknown;
  division?: Division;
  parameters?: { [name: string]: Json };
  jobs?: number;
}

export interface AnalysisRequest {
  path: string;
  content?: unknown;
  division?: Division;
}

/** Whether nothing more will happen to a run or step without a resume. */
export function ended(status: Status): boolean {
  return status !== 'waiting' && status !== 'running';
}
