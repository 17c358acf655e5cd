import type { ISharedCell } from '@jupyter/ydoc';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { NotebookContent } from '../model/content';
import type { CellTags, INotebookDocument, Place } from '../model/document';

/** An id that the server gives to a cell of a notebook format that has no ids: its place. */
const PLACE_ID = /^cell-(\d+)$/;

/** The undo manager of the shared model, which Lab's interface of it does not tell of. */
interface IUndoable {
  undoManager?: { stopCapturing(): void };
}

/** A notebook panel. Asking it for its content changes nothing in it; only `setTags` does. */
export class NotebookDocument implements INotebookDocument {
  constructor(
    private readonly _panel: NotebookPanel,
    private readonly _localPath: (path: string) => string,
    /** Brings the panel to the front. */
    private readonly _activate: (id: string) => void
  ) {
    const { context, content } = _panel;
    content.modelContentChanged.connect(this._emit, this);
    context.pathChanged.connect(this._emit, this);
    _panel.disposed.connect(() => Signal.clearData(this));
  }

  get path(): string {
    return this._localPath(this._panel.context.path);
  }

  get ready(): Promise<void> {
    return this._panel.context.ready;
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isDisposed(): boolean {
    return this._panel.isDisposed;
  }

  content(): NotebookContent {
    // The shared model, because NotebookModel.toJSON() completes the metadata in place.
    const shared = this._panel.content.model?.sharedModel;
    return shared === undefined
      ? { cells: [], metadata: {} }
      : (shared.toJSON() as unknown as NotebookContent);
  }

  placeOf(cellId: string): number | null {
    const cells = this._panel.content.model?.sharedModel.cells ?? [];
    const index = cells.findIndex(cell => cell.id === cellId);
    if (index >= 0) {
      return index + 1;
    }
    const place = Number(PLACE_ID.exec(cellId)?.[1] ?? NaN);
    return place >= 1 && place <= cells.length ? place : null;
  }

  async reveal(place: Place): Promise<void> {
    const notebook = this._panel.content;
    const known = place.cell_id === null ? null : this.placeOf(place.cell_id);
    const index = (known ?? place.cell ?? 0) - 1;
    const cell = notebook.widgets[index];
    if (cell === undefined) {
      return;
    }
    this._activate(this._panel.id);
    notebook.deselectAll();
    notebook.activeCellIndex = index;
    await notebook.scrollToCell(cell, 'smart');
    await cell.ready;
    const editor = cell.editor;
    if (place.line === undefined || editor === null) {
      notebook.activate();
      return;
    }
    notebook.mode = 'edit';
    const position = {
      line: place.line - 1,
      column: Math.max(0, (place.column ?? 1) - 1)
    };
    editor.setCursorPosition(position);
    editor.revealPosition(position);
    editor.focus();
  }

  tagsOf(cellId: string): readonly string[] | null | undefined {
    const cell = this._cell(cellId);
    if (cell === null) {
      return undefined;
    }
    const tags = cell.getMetadata('tags');
    return Array.isArray(tags) ? tags.map(String) : null;
  }

  setTags(changes: readonly CellTags[]): void {
    const shared = this._panel.content.model?.sharedModel;
    if (shared === undefined) {
      return;
    }
    // Edits less than half a second apart are undone as one; this one is to be undone alone.
    const { undoManager } = shared as IUndoable;
    undoManager?.stopCapturing();
    shared.transact(() => {
      for (const { cell, tags } of changes) {
        if (tags === null) {
          this._cell(cell)?.deleteMetadata('tags');
        } else {
          this._cell(cell)?.setMetadata('tags', [...tags]);
        }
      }
    });
    undoManager?.stopCapturing();
  }

  private _cell(cellId: string): ISharedCell | null {
    const place = this.placeOf(cellId);
    const cells = this._panel.content.model?.sharedModel.cells ?? [];
    return place === null ? null : (cells[place - 1] ?? null);
  }

  private _emit(): void {
    this._changed.emit();
  }

  private _changed = new Signal<this, void>(this);
}
