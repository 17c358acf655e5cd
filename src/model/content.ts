/** The notebook's JSON (nbformat 4) as far as the panel looks into it. */
export interface NotebookContent {
  cells: readonly {
    cell_type?: unknown;
    source?: unknown;
    metadata?: { tags?: unknown };
  }[];
  metadata: {
    kernelspec?: { language?: unknown; name?: unknown };
    language_info?: { name?: unknown };
  };
}

/** What kind of notebook it is, which decides what the panel offers. */
export type ContentKind = 'tagged' | 'untagged' | 'empty' | 'foreign';

const TAG =
  /^(imports|functions|pipeline-parameters|pipeline-metrics|skip|(step|prev|notebook):.+)$/;

/** foreign: not Python. empty: no code. untagged: no cell says which step it belongs to. */
export function kindOf(content: NotebookContent): ContentKind {
  const language = languageOf(content);
  if (language !== '' && !/^i?python\d*$/i.test(language)) {
    return 'foreign';
  }
  const code = content.cells.filter(
    cell => cell.cell_type === 'code' && sourceOf(cell.source).trim() !== ''
  );
  if (code.length === 0) {
    return 'empty';
  }
  const tags = content.cells.flatMap(cell => cell.metadata?.tags ?? []);
  const tagged = tags.some(tag => typeof tag === 'string' && TAG.test(tag));
  return tagged ? 'tagged' : 'untagged';
}

/** The notebook's language as its metadata names it; "" where it does not. */
export function languageOf(content: NotebookContent): string {
  const { language_info, kernelspec } = content.metadata;
  for (const name of [language_info?.name, kernelspec?.language]) {
    if (typeof name === 'string' && name !== '') {
      return name;
    }
  }
  return '';
}

function sourceOf(source: unknown): string {
  return Array.isArray(source) ? source.join('') : String(source ?? '');
}
