import * as React from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Pipeline, StepState } from '../api/types';
import { explain } from '../model/evidence';
import type { Direction, Layout } from '../model/layout';
import {
  NODE,
  columns,
  fit,
  layout,
  neighbour,
  nodeFor,
  path
} from '../model/layout';
import { statusWord } from '../model/status';
import { lasted } from '../model/time';
import { useNow } from './clock';
import { StatusIcon } from './icons';

export interface IGraphProps {
  pipeline: Pipeline;
  stateOf: (step: string) => StepState | null;
  /** Whether a run is shown. */
  hasRun: boolean;
  isLive: boolean;
  selected: string | null;
  trans: TranslationBundle;
  onSelect: (step: string) => void;
  onJump: (step: string) => void;
}

const ARROWS: { [key: string]: Direction } = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right'
};

/** The pipeline, drawn: what runs after what, and how each step does. */
export function Graph(props: IGraphProps): JSX.Element {
  const { pipeline, selected, trans, stateOf } = props;
  const view = useRef<HTMLDivElement>(null);
  const width = useWidth(view);
  const [zoom, setZoom] = useState<number | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const names = useMemo(
    () => pipeline.steps.map(step => step.name),
    [pipeline]
  );
  const node = nodeFor(names, width).width;
  const most = columns(width, { ...NODE, width: node });
  const placed = useMemo(
    () => layout(names, pipeline.edges, most, { ...NODE, width: node }),
    [names, pipeline, most, node]
  );
  const scale = zoom ?? fit(placed, width);
  const now = useNow(props.isLive);
  const entry = [focused, selected].find(
    name => name !== null && names.includes(name)
  );

  const onKey = (event: React.KeyboardEvent, name: string): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const direction = ARROWS[event.key];
    if (direction !== undefined) {
      event.preventDefault();
      const next = neighbour(placed, name, direction);
      if (next !== null) {
        setFocused(next);
        find(view.current, next)?.focus();
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      // As with the mouse: once selects, twice goes to the cell.
      if (name === selected) {
        props.onJump(name);
      } else {
        props.onSelect(name);
      }
    }
  };

  return (
    <div className="kale-Graph">
      <div className="kale-Graph-bar">
        <Prologue {...props} />
        {placed.width > 0 && (
          <Zoom
            scale={scale}
            trans={trans}
            onZoom={setZoom}
            onWhole={() =>
              setZoom(zoom === null ? whole(placed, view.current) : null)
            }
          />
        )}
      </div>
      <div className="kale-Graph-view" ref={view}>
        <div
          className="kale-Graph-room"
          style={{ width: placed.width * scale, height: placed.height * scale }}
        >
          <div
            className="kale-Graph-sheet"
            role="listbox"
            aria-label={trans.__('Steps of the pipeline')}
            style={{
              width: placed.width,
              height: placed.height,
              transform: `scale(${scale})`
            }}
          >
            <svg width={placed.width} height={placed.height} aria-hidden>
              <defs>
                <marker
                  id="kale-arrow"
                  viewBox="0 0 8 8"
                  refX="7"
                  refY="4"
                  markerWidth="7"
                  markerHeight="7"
                  markerUnits="userSpaceOnUse"
                  orient="auto"
                >
                  <path className="kale-Graph-arrow" d="M0 0 8 4 0 8Z" />
                </marker>
              </defs>
              {placed.lines.map(line => {
                const edge = pipeline.edges.find(
                  ({ source, target }) =>
                    source === line.source && target === line.target
                );
                const near =
                  line.source === selected || line.target === selected;
                const d = path(line.points);
                return (
                  <g
                    key={`${line.source}\u0000${line.target}`}
                    className={`kale-Graph-edge${near ? ' kale-mod-near' : ''}`}
                  >
                    {edge && <title>{explain(edge, trans)}</title>}
                    <path
                      className="kale-Graph-line"
                      d={d}
                      markerEnd="url(#kale-arrow)"
                    />
                    <path className="kale-Graph-reach" d={d} />
                  </g>
                );
              })}
            </svg>
            {placed.boxes.map(box => {
              const state = stateOf(box.name);
              const chosen = box.name === selected;
              return (
                <div
                  key={box.name}
                  data-step={box.name}
                  role="option"
                  aria-selected={chosen}
                  aria-label={label(box.name, state, trans)}
                  tabIndex={(entry ?? names[0]) === box.name ? 0 : -1}
                  title={`${box.name}\n${trans.__('Double-click, or press Enter twice, to go to its first cell')}`}
                  className={`kale-Node kale-mod-${state?.status ?? 'none'}${chosen ? ' kale-mod-selected' : ''}`}
                  style={{
                    left: box.x,
                    top: box.y,
                    width: box.width,
                    height: box.height
                  }}
                  onClick={() => {
                    setFocused(box.name);
                    props.onSelect(box.name);
                  }}
                  onDoubleClick={() => props.onJump(box.name)}
                  onKeyDown={event => onKey(event, box.name)}
                >
                  <StatusIcon status={state?.status ?? null} />
                  <div className="kale-Node-text">
                    <div className="kale-Node-name">{box.name}</div>
                    <div className="kale-Node-detail">
                      {detail(
                        state,
                        pipeline.steps.find(({ name }) => name === box.name)
                          ?.cells.length ?? 0,
                        now,
                        trans
                      )}
                    </div>
                  </div>
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Imports, functions and parameters: not a step of the graph, but what every step begins with. */
function Prologue(props: IGraphProps): JSX.Element | null {
  const { pipeline, trans, selected, stateOf } = props;
  if (pipeline.prologue.cells.length === 0) {
    return null;
  }
  const state = stateOf('');
  return (
    <button
      type="button"
      className={`kale-Prologue kale-mod-${state?.status ?? 'none'}${selected === '' ? ' kale-mod-selected' : ''}`}
      aria-pressed={selected === ''}
      title={trans.__(
        'Imports, functions and parameters: every step begins with these cells'
      )}
      onClick={() => props.onSelect('')}
      onDoubleClick={() => props.onJump('')}
    >
      <StatusIcon status={state?.status ?? null} />
      <span>{trans.__('Imports and parameters')}</span>
    </button>
  );
}

function Zoom(props: {
  scale: number;
  /** Shows all of it, or again a readable size. */
  onWhole: () => void;
  trans: TranslationBundle;
  onZoom: (scale: number) => void;
}): JSX.Element {
  const { scale, trans, onZoom } = props;
  const step = (factor: number): void =>
    onZoom(Math.min(2, Math.max(0.2, scale * factor)));
  return (
    <div className="kale-Zoom" role="toolbar" aria-label={trans.__('Zoom')}>
      <button
        type="button"
        title={trans.__('Zoom out')}
        aria-label={trans.__('Zoom out')}
        onClick={() => step(1 / 1.2)}
      >
        −
      </button>
      <button
        type="button"
        title={trans.__('Zoom in')}
        aria-label={trans.__('Zoom in')}
        onClick={() => step(1.2)}
      >
        +
      </button>
      <button
        type="button"
        title={trans.__('Show the whole pipeline, or a readable size')}
        aria-label={trans.__('Show the whole pipeline, or a readable size')}
        onClick={props.onWhole}
      >
        ⤢
      </button>
    </div>
  );
}

/** The scale at which all of it is in view. */
function whole(placed: Layout, view: HTMLElement | null): number {
  const section = view?.closest<HTMLElement>('.kale-Section') ?? null;
  if (view === null || section === null) {
    return 1;
  }
  const room = section.clientHeight - view.offsetTop;
  return Math.max(
    0.2,
    Math.min(fit(placed, view.clientWidth, 0.2), room / placed.height)
  );
}

function useWidth(view: React.RefObject<HTMLElement>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const node = view.current;
    if (node === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  }, [view]);
  return width;
}

function find(view: HTMLElement | null, step: string): HTMLElement | null {
  return (
    [...(view?.querySelectorAll<HTMLElement>('.kale-Node') ?? [])].find(
      node => node.dataset.step === step
    ) ?? null
  );
}

function detail(
  state: StepState | null,
  cells: number,
  now: number,
  trans: TranslationBundle
): string {
  if (state === null) {
    return trans._n('%1 cell', '%1 cells', cells);
  }
  if (state.started === null) {
    return statusWord(state.status, trans);
  }
  const time = lasted(state, now) || statusWord(state.status, trans);
  return state.status === 'running' && state.cell !== null
    ? `${trans.__('cell %1', state.cell)} · ${time}`
    : time;
}

function label(
  name: string,
  state: StepState | null,
  trans: TranslationBundle
): string {
  return state === null ? name : `${name}, ${statusWord(state.status, trans)}`;
}
