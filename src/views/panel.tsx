import * as React from 'react';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, SidePanel, UseSignal } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import type { AccordionPanel } from '@lumino/widgets';
import type { RunSummary } from '../api/types';
import type { PanelModel } from '../model/panel';
import type { NotebookSession } from '../model/session';
import { emptyState, HeaderOf, sections } from './sections';
import { kaleIcon } from './icons';

export interface IPanelOptions {
  model: PanelModel;
  rendermime: IRenderMimeRegistry;
  trans: TranslationBundle;
  onOpen: (run: string) => void;
  onDelete: (run: RunSummary, session: NotebookSession) => void;
  onForget: (session: NotebookSession) => void;
}

/** The sections that begin closed: they matter on demand. */
const CLOSED: readonly string[] = ['parameters', 'problems'];

/** What each section takes of the height at first, closed ones included. */
const SIZES = [0.46, 0, 0, 0.36, 0.18];

/** While steps are proposed, this share of the height is for reading them. */
const PROPOSAL = 0.75;

/** A section that opens gets this share of the height where it would have less. */
const SHARE = 0.3;

/** The left panel: a header, and sections as in Lab's other side panels. */
export class KalePanel extends SidePanel {
  constructor(private readonly _panel: IPanelOptions) {
    super();
    const { model, trans } = _panel;
    this.id = 'kale-panel';
    this.addClass('kale-Panel');
    this.title.icon = kaleIcon;
    this.title.caption = trans.__('Kale: run this notebook as a pipeline');
    this.node.tabIndex = -1;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('Kale'));
    this.header.addClass('kale-Panel-header');
    this.header.addWidget(
      this._react(session => (
        <HeaderOf
          session={session}
          options={_panel}
          onProblems={() => this.open('problems')}
        />
      ))
    );
    for (const section of sections(_panel)) {
      const widget = this._react(session => section.render(session));
      widget.addClass('kale-Section');
      widget.node.dataset.section = section.name;
      widget.title.label = section.title(null);
      this.addWidget(widget);
    }
    CLOSED.forEach(name => this._accordion.collapse(this._indexOf(name)));
    this._accordion.setRelativeSizes(SIZES);
    this._accordion.expansionToggled.connect(this._makeRoom, this);
    model.changed.connect(this._onChange, this);
    this._onChange();
  }

  /** Opens a section and brings it into view. */
  open(name: string): void {
    const index = this._indexOf(name);
    this._accordion.expand(index);
    this.widgets[index]?.node.scrollIntoView({ block: 'nearest' });
  }

  override dispose(): void {
    this._panel.model.changed.disconnect(this._onChange, this);
    super.dispose();
  }

  /** Takes the focus, for whoever came by a key and goes on by keys. */
  enter(): void {
    const first =
      this.node.querySelector<HTMLElement>('.kale-Node[tabindex="0"]') ??
      this.node.querySelector<HTMLElement>('.kale-Run:not(:disabled)');
    (first ?? this.node).focus();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this._panel.model.active = true;
  }

  protected override onAfterHide(message: Message): void {
    super.onAfterHide(message);
    this._panel.model.active = false;
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    this._panel.model.active = this.isVisible;
  }

  private _react(
    render: (session: NotebookSession | null) => JSX.Element | null
  ): ReactWidget {
    const { model } = this._panel;
    return ReactWidget.create(
      <UseSignal signal={model.changed}>
        {() => render(model.session)}
      </UseSignal>
    );
  }

  private get _accordion(): AccordionPanel {
    return this.content as AccordionPanel;
  }

  /** A section that has never been open has no height of its own to open to. */
  private _makeRoom(accordion: AccordionPanel, index: number): void {
    this._before = null;
    const opened = this.widgets[index]?.isHidden === false;
    if (opened && (accordion.relativeSizes()[index] ?? 0) < SHARE / 2) {
      this._give(index, SHARE);
    }
  }

  /** What each section takes of the height, closed ones nothing. */
  private _shares(): number[] {
    const heights = this.widgets.map(widget =>
      widget.isHidden ? 0 : widget.node.offsetHeight
    );
    const sum = heights.reduce((total, height) => total + height, 0);
    return sum > 0 ? heights.map(height => height / sum) : [...SIZES];
  }

  /** Gives a section a share of the height; the others divide the rest as before. */
  private _give(index: number, share: number): void {
    const shares = this._shares();
    const own = shares[index] ?? 0;
    this._accordion.setRelativeSizes(
      shares.map((each, place) =>
        place === index ? share : (each * (1 - share)) / (1 - own || 1)
      )
    );
  }

  /** A proposal of steps is there to be read, in place of the graph; afterwards all is as it was. */
  private _makeRoomToRead(isProposed: boolean): void {
    const graph = this._indexOf('graph');
    if (isProposed) {
      this._before = this._shares();
      if ((this._before[graph] ?? 1) < PROPOSAL) {
        this._give(graph, PROPOSAL);
      }
    } else if (this._before !== null) {
      this._accordion.setRelativeSizes(this._before);
      this._before = null;
    }
  }

  /** The heights from before steps were proposed; null where none are, or the user has opened or closed a section. */
  private _before: number[] | null = null;
  private _isProposed = false;

  /** The parameter that the server has refused and that the user has been shown. */
  private _blamed = '';

  private _indexOf(name: string): number {
    return this.widgets.findIndex(
      widget => widget.node.dataset.section === name
    );
  }

  private _onChange(): void {
    const { session } = this._panel.model;
    const { trans } = this._panel;
    this.content.setHidden(emptyState(session, trans) !== null);
    const blamed = session?.blamed ?? '';
    if (blamed !== this._blamed) {
      this._blamed = blamed;
      if (blamed !== '') {
        this.open('parameters');
      }
    }
    const isProposed = session?.suggestion.isOpen === true;
    if (isProposed !== this._isProposed) {
      this._isProposed = isProposed;
      this._makeRoomToRead(isProposed);
    }
    sections(this._panel).forEach((section, index) => {
      const widget = this.widgets[index];
      const label = section.title(session);
      if (widget !== undefined && widget.title.label !== label) {
        widget.title.label = label;
      }
    });
  }
}
