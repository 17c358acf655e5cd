import type { ISignal } from '@lumino/signaling';
import type { NotebookContent } from './content';

/** A place in a notebook to go to. The id counts; `cell` (from 1) serves where the id is not there any more. */
export interface Place {
  cell_id: string | null;
  cell: number | null;
  line?: number;
  column?: number;
}

/** The tags of one cell; null: it has none, not even an empty list. */
export interface CellTags {
  cell: string;
  tags: readonly string[] | null;
}

/** An open notebook as the model needs it. Nothing here changes the notebook but `setTags`. */
export interface INotebookDocument {
  /** Path below the server's root. */
  readonly path: string;
  readonly ready: Promise<void>;
  /** Emitted when the content or the path has changed. */
  readonly changed: ISignal<unknown, unknown>;
  readonly isDisposed: boolean;
  /** The content as it is in the editor, nbformat 4. */
  content(): NotebookContent;
  /** A cell's place among all cells, from 1; null where there is no such cell. */
  placeOf(cellId: string): number | null;
  reveal(place: Place): Promise<void>;
  /** What tags a cell has; undefined where there is no such cell. */
  tagsOf(cellId: string): readonly string[] | null | undefined;
  /** Gives cells these tags instead of those they have, in one change that Lab can undo as one. */
  setTags(changes: readonly CellTags[]): void;
}

/** The same content without outputs, which no analysis needs and which may be large. */
export function withoutOutputs(content: NotebookContent): NotebookContent {
  return {
    ...content,
    cells: content.cells.map(cell =>
      cell.cell_type === 'code' ? { ...cell, outputs: [] } : cell
    )
  };
}
