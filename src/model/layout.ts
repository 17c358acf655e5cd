import { Graph, layout as arrange } from '@dagrejs/dagre';

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

export const NODE: Size = { width: 136, height: 42 };

const EMPTY: Layout = { width: 0, height: 0, boxes: [], lines: [] };

/** Places steps from top to bottom so that every edge points down. The same graph gives the same layout. */
export function layout(
  names: readonly string[],
  edges: readonly { source: string; target: string }[],
  node: Size = NODE
): Layout {
  // dagre gives an empty graph the size -Infinity.
  if (names.length === 0) {
    return EMPTY;
  }
  const graph = new Graph();
  graph.setGraph({
    rankdir: 'TB',
    nodesep: 14,
    edgesep: 8,
    ranksep: 26,
    marginx: 6,
    marginy: 6
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
  const size = graph.graph();
  return {
    width: Math.ceil(Number(size.width)),
    height: Math.ceil(Number(size.height)),
    boxes: names.map(name => {
      const { x, y } = graph.node(name) as unknown as Point;
      return { name, ...node, x: x - node.width / 2, y: y - node.height / 2 };
    }),
    lines: drawn.map(({ source, target }) => ({
      source,
      target,
      points: (graph.edge(source, target) as unknown as { points: Point[] })
        .points
    }))
  };
}

/** A smooth SVG path through the points. */
export function path(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) {
    return '';
  }
  const last = rest.pop();
  let result = `M${at(first)}`;
  rest.forEach((point, index) => {
    const next = rest[index + 1] ?? last ?? point;
    const middle =
      index === rest.length - 1
        ? next
        : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    result += ` Q${at(point)} ${at(middle)}`;
  });
  return rest.length === 0 && last !== undefined
    ? `${result} L${at(last)}`
    : result;
}

function at(point: Point): string {
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

/** The scale at which a layout fits a view of that width, never so small that names cannot be read. */
export function fit(placed: Layout, width: number, smallest = 0.7): number {
  if (placed.width === 0 || width <= 0) {
    return 1;
  }
  return Math.max(smallest, Math.min(1, width / placed.width));
}
