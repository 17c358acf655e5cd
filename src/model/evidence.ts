import type { TranslationBundle } from '@jupyterlab/translation';
import type { Edge, Evidence, Span } from '../api/types';

/** A place as everyone sees it: "cell 12, line 3". */
export function place(span: Span, trans: TranslationBundle): string {
  return trans.__('cell %1, line %2', span.cell, span.line);
}

function kindWord(kind: string, trans: TranslationBundle): string {
  switch (kind) {
    case 'read':
      return trans.__('is read');
    case 'mutated':
      return trans.__('is changed');
    case 'closure':
      return trans.__('is read by a function');
    case 'alias':
      return trans.__('shares an object');
    case 'deleted':
      return trans.__('is deleted');
    case 'state':
      return trans.__('is carried over');
    case 'when':
      return trans.__('decides whether the step runs');
    case 'foreach':
      return trans.__('is looped over');
    case 'file':
      return trans.__('is used in order');
    default:
      return kind;
  }
}

/** One reason for an edge, in a line. */
export function reason(evidence: Evidence, trans: TranslationBundle): string {
  if (evidence.kind === 'declared') {
    return evidence.reader === null
      ? trans.__('declared by a prev: tag')
      : trans.__('declared by a prev: tag in cell %1', evidence.reader.cell);
  }
  const from = evidence.writer === null ? '' : place(evidence.writer, trans);
  const to = evidence.reader === null ? '' : place(evidence.reader, trans);
  const way = [from, to].filter(part => part !== '').join(' → ');
  const what = `${evidence.variable} ${kindWord(evidence.kind, trans)}`;
  const line = way === '' ? what : `${what}: ${way}`;
  if (evidence.observed) {
    return `${line} ${trans.__('(a run has shown it)')}`;
  }
  return evidence.assumed ? `${line} ${trans.__('(assumed)')}` : line;
}

/** All reasons for an edge, a line each, under the names of the two steps. */
export function explain(edge: Edge, trans: TranslationBundle): string {
  const head = `${edge.source} → ${edge.target}`;
  return [head, ...edge.evidence.map(each => reason(each, trans))].join('\n');
}
