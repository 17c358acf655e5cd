import { Graph, layout as arrange } from '@dagrejs/dagre';
import { compact } from './compact';

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  name: string;
  width: number;
  height: number;
}

export interface Line {
  source: string;
  target: string;
  points: Point[];
}

/** Where everything stands; boxes by their top left corner, all numbers CSS pixels. */
export interface Layout {
  width: number;
  height: number;
  boxes: Box[];
  lines: Line[];
}

export interface Size {
  width: number;
  height: number;
}

/** The scale below which names cannot be read. */
const SMALLEST = 0.7;

export const NODE: Size = { width: 136, height: 42 };

const EMPTY: Layout = { width: 0, height: 0, boxes: [], lines: [] };

/** From a step to one that waits for it. */
export interface Arrow {
  source: string;
  target: string;
}

/** The spaces between two steps of a row, between rows, and around it all. */
const GAP = 14;
const BETWEEN = 26;
const MARGIN = 6;
const BESIDE = 10;

/** About what a letter of a step's name takes, and what its box takes beside the name. */
const LETTER = 7;
const FRAME = 42;
const WIDEST = 230;
/** The scale that whole names are worth. */
const SNUG = 0.8;

/** The size of the boxes: wider for long names, as far as two of them still fit beside each other. */
export function nodeFor(names: readonly string[], width: number): Size {
  const longest = Math.max(0, ...names.map(name => name.length));
  const room = Math.floor((width / SNUG - 2 * (MARGIN + BESIDE) - GAP) / 2);
  const wanted = Math.ceil(longest * LETTER) + FRAME;
  const most = Math.min(WIDEST, room);
  return { ...NODE, width: Math.max(NODE.width, Math.min(wanted, most)) };
}

/** How many steps fit beside each other, with room for the lines that pass them; never less than two. */
export function columns(width: number, node: Size = NODE): number {
  return Math.max(2, Math.floor(width / (node.width + GAP)));
}

/**
 * Places steps from top to bottom so that every edge points down, at most `most` of them in a row: a panel is narrow,
 * and many parallel steps are easier to see in two rows than by scrolling. The same graph gives the same layout, and
 * the boxes come in the order of `names`, which is the order in which a keyboard or a screen reader meets them.
 */
export function layout(
  names: readonly string[],
  edges: readonly Arrow[],
  most = Infinity,
  node: Size = NODE
): Layout {
  // dagre gives an empty graph the size -Infinity.
  if (names.length === 0) {
    return EMPTY;
  }
  const graph = new Graph();
  graph.setGraph({
    rankdir: 'TB',
    nodesep: GAP,
    edgesep: 8,
    ranksep: BETWEEN,
    marginx: MARGIN,
    marginy: MARGIN
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of names) {
    graph.setNode(name, { ...node });
  }
  const known = new Set(names);
  const drawn = edges.filter(
    edge => known.has(edge.source) && known.has(edge.target)
  );
  for (const { source, target } of drawn) {
    graph.setEdge(source, target);
  }
  arrange(graph);
  const at = (name: string): Point => graph.node(name) as unknown as Point;
  if (isWider(rows(names, drawn, Infinity), most)) {
    const row = rows(names, drawn, most);
    return compact(names, drawn, row, node, {
      gap: GAP,
      between: BETWEEN,
      margin: MARGIN,
      beside: BESIDE
    });
  }
  const size = graph.graph();
  const width = Math.ceil(Number(size.width));
  const flip = isMirrored(names.map(at));
  const turned = ({ x, y }: Point): Point => ({ x: flip ? width - x : x, y });
  return {
    width,
    height: Math.ceil(Number(size.height)),
    boxes: names.map(name => {
      const { x, y } = turned(at(name));
      return { name, ...node, x: x - node.width / 2, y: y - node.height / 2 };
    }),
    lines: drawn.map(({ source, target }) => ({
      source,
      target,
      points: (
        graph.edge(source, target) as unknown as { points: Point[] }
      ).points.map(turned)
    }))
  };
}

/** Whether more pairs within a rank stand from right to left than from left to right, in the order given. */
function isMirrored(centres: readonly Point[]): boolean {
  let balance = 0;
  centres.forEach((one, index) => {
    for (const later of centres.slice(index + 1)) {
      if (later.y === one.y) {
        balance += Math.sign(later.x - one.x);
      }
    }
  });
  return balance < 0;
}

/** The row of each step: below all that it waits for, and further down where that row is full. */
function rows(
  names: readonly string[],
  edges: readonly Arrow[],
  most: number
): Map<string, number> {
  const row = new Map<string, number>();
  const taken: number[] = [];
  // In rounds, because a step may stand before what it waits for; one without an end (a cycle) keeps no row.
  let left = [...names];
  for (let found = true; found && left.length > 0;) {
    const ready = left.filter(name =>
      edges.every(edge => edge.target !== name || row.has(edge.source))
    );
    for (const name of ready) {
      let place = 0;
      for (const { source, target } of edges) {
        if (target === name) {
          place = Math.max(place, (row.get(source) ?? 0) + 1);
        }
      }
      while ((taken[place] ?? 0) >= most) {
        place += 1;
      }
      taken[place] = (taken[place] ?? 0) + 1;
      row.set(name, place);
    }
    found = ready.length > 0;
    left = left.filter(name => !row.has(name));
  }
  return row;
}

function isWider(row: ReadonlyMap<string, number>, most: number): boolean {
  const count = new Map<number, number>();
  for (const place of row.values()) {
    count.set(place, (count.get(place) ?? 0) + 1);
  }
  return [...count.values()].some(each => each > most);
}

/** A smooth SVG path through the points. */
export function path(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) {
    return '';
  }
  const last = rest.pop();
  let result = `M${pair(first)}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1] ?? last ?? point;
    const middle =
      index === rest.length - 1
        ? next
        : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    result += ` Q${pair(point)} ${pair(middle)}`;
  });
  return rest.length === 0 && last !== undefined
    ? `${result} L${pair(last)}`
    : result;
}

function pair(point: Point): string {
  return `${round(point.x)},${round(point.y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export type Direction = 'up' | 'down' | 'left' | 'right';

/** The step that an arrow key leads to: the nearest box on that side, else null. */
export function neighbour(
  placed: Layout,
  from: string,
  direction: Direction
): string | null {
  const start = placed.boxes.find(box => box.name === from);
  if (start === undefined) {
    return placed.boxes[0]?.name ?? null;
  }
  let best: string | null = null;
  let least = Infinity;
  for (const box of placed.boxes) {
    const dx = box.x - start.x;
    const dy = box.y - start.y;
    const vertical = direction === 'up' || direction === 'down';
    const sign = direction === 'up' || direction === 'left' ? -1 : 1;
    const along = sign * (vertical ? dy : dx);
    const across = Math.abs(vertical ? dx : dy);
    // Left and right stay in the same rank; up and down may go aside.
    if (along <= 0 || (!vertical && across > box.height)) {
      continue;
    }
    const distance = along * 4 + across;
    if (distance < least) {
      least = distance;
      best = box.name;
    }
  }
  return best;
}

/** The scale at which a layout fits a view of that width, but no smaller than `smallest`. */
export function fit(
  placed: Layout,
  width: number,
  smallest = SMALLEST
): number {
  if (placed.width === 0 || width <= 0) {
    return 1;
  }
  return Math.max(smallest, Math.min(1, width / placed.width));
}
