import type { Json, Output, RunEvent } from '../api/types';
import { settle } from './terminal';

/** A piece of a step's log; a new object whenever it changes, so that views can compare by identity. */
export type LogBlock =
  | {
      key: number;
      kind: 'stdout' | 'stderr' | 'error';
      cell: number;
      text: string;
    }
  | {
      key: number;
      kind: 'rich';
      cell: number;
      data: { [mime: string]: Json };
      metadata: { [key: string]: Json };
      display: string;
    };

/** The longest text of one block; more begins a new block, so that drawing again stays cheap. */
const BLOCK = 20_000;

/** The most text kept of one step; the executed notebook has all of it. */
const KEPT = 400_000;

export interface StepLog {
  blocks: readonly LogBlock[];
  /** Whether earlier output was dropped to stay within what a browser shows well. */
  cut: boolean;
}

const NOTHING: StepLog = { blocks: [], cut: false };

/** What the steps of one run have put out, by step; "" is the prologue. */
export class LogBook {
  /** Takes the next events in; ones already taken are passed over. */
  add(events: readonly RunEvent[]): void {
    for (const event of events) {
      if (event.n > this._last) {
        this._last = event.n;
        this._take(event);
      }
    }
  }

  /** The number of the last event taken in. */
  get last(): number {
    return this._last;
  }

  of(step: string): StepLog {
    return this._logs.get(step) ?? NOTHING;
  }

  private _take(event: RunEvent): void {
    switch (event.event) {
      case 'step-started':
      case 'step-invalidated':
        this._logs.set(event.step, NOTHING);
        break;
      case 'output':
        this._output(
          event.step,
          event.cell,
          event.output,
          event.display_id ?? ''
        );
        break;
      case 'display-updated':
        this._update(event.step, blocks =>
          blocks.map(block =>
            block.kind === 'rich' && block.display === event.display_id
              ? { ...block, data: event.data, metadata: event.metadata }
              : block
          )
        );
        break;
      case 'output-cleared':
        this._update(event.step, blocks =>
          blocks.filter(block => block.cell !== event.cell)
        );
        break;
    }
  }

  private _output(
    step: string,
    cell: number,
    output: Output,
    display: string
  ): void {
    switch (output.output_type) {
      case 'stream':
        this._stream(
          step,
          cell,
          output.name === 'stderr' ? 'stderr' : 'stdout',
          textOf(output.text)
        );
        break;
      case 'error':
        this._stream(
          step,
          cell,
          'error',
          `${(output.traceback ?? []).join('\n') || `${output.ename}: ${output.evalue}`}\n`
        );
        break;
      default:
        this._update(step, blocks => [
          ...blocks,
          {
            key: this._key++,
            kind: 'rich',
            cell,
            data: output.data ?? {},
            metadata: output.metadata ?? {},
            display
          }
        ]);
    }
  }

  private _stream(
    step: string,
    cell: number,
    kind: 'stdout' | 'stderr' | 'error',
    text: string
  ): void {
    this._update(step, blocks => {
      const last = blocks[blocks.length - 1];
      if (
        last !== undefined &&
        last.kind === kind &&
        last.cell === cell &&
        last.text.length < BLOCK
      ) {
        const joined = { ...last, text: settle(last.text + text) };
        return [...blocks.slice(0, -1), joined];
      }
      return [...blocks, { key: this._key++, kind, cell, text: settle(text) }];
    });
  }

  private _update(
    step: string,
    change: (blocks: readonly LogBlock[]) => readonly LogBlock[]
  ): void {
    const before = this.of(step);
    let blocks = change(before.blocks);
    let cut = before.cut;
    let size = blocks.reduce((sum, block) => sum + weight(block), 0);
    while (size > KEPT && blocks.length > 1) {
      size -= weight(blocks[0] as LogBlock);
      blocks = blocks.slice(1);
      cut = true;
    }
    this._logs.set(step, { blocks, cut });
  }

  private _logs = new Map<string, StepLog>();
  private _last = 0;
  private _key = 0;
}

/** Rich output counts as a page of text, whatever it holds. */
function weight(block: LogBlock): number {
  return block.kind === 'rich' ? 4_000 : block.text.length;
}

function textOf(text: string | string[] | undefined): string {
  return Array.isArray(text) ? text.join('') : (text ?? '');
}
