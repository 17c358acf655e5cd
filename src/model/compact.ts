import type { Arrow, Layout, Line, Point, Size } from './layout';

/** The spaces: between the steps of a row, between rows, around it all, and between a step and a line beside it. */
export interface Spaces {
  gap: number;
  between: number;
  margin: number;
  beside: number;
}

/**
 * Steps in centred rows, in the order of `names` within each row. A line that passes a row goes through the gap of that
 * row nearest to its way, so that it never runs behind a step.
 */
export function compact(
  names: readonly string[],
  edges: readonly Arrow[],
  row: ReadonlyMap<string, number>,
  node: Size,
  spaces: Spaces
): Layout {
  const { gap, between, margin, beside } = spaces;
  const rows: string[][] = [];
  for (const name of names) {
    (rows[row.get(name) ?? 0] ??= []).push(name);
  }
  const longest = Math.max(...rows.map(each => each?.length ?? 0));
  const inner = longest * (node.width + gap) - gap;
  const width = inner + 2 * (margin + beside);
  const top = (place: number): number =>
    margin + place * (node.height + between);
  const left = (place: number): number => {
    const count = rows[place]?.length ?? 0;
    return (width - count * (node.width + gap) + gap) / 2;
  };
  const centre = new Map<string, Point>();
  rows.forEach((members, place) =>
    members.forEach((name, index) =>
      centre.set(name, {
        x: left(place) + index * (node.width + gap) + node.width / 2,
        y: top(place) + node.height / 2
      })
    )
  );

  /** The gap of a row that is nearest to x, the spaces outside the row included. */
  const passage = (place: number, x: number): number => {
    const count = rows[place]?.length ?? 0;
    const start = left(place);
    const ways = [start - beside];
    for (let index = 1; index <= count; index += 1) {
      const end = start + index * (node.width + gap) - gap;
      ways.push(end + (index === count ? beside : gap / 2));
    }
    return ways.reduce((best, way) =>
      Math.abs(way - x) < Math.abs(best - x) ? way : best
    );
  };

  const line = ({ source, target }: Arrow): Line => {
    const from = centre.get(source) as Point;
    const to = centre.get(target) as Point;
    const first = row.get(source) ?? 0;
    const last = row.get(target) ?? 0;
    const start = { x: from.x, y: from.y + node.height / 2 };
    const end = { x: to.x, y: to.y - node.height / 2 };
    const points = [start];
    for (let place = first + 1; place < last; place += 1) {
      const way = (place - first) / (last - first);
      const x = passage(place, start.x + (end.x - start.x) * way);
      points.push({ x, y: top(place) }, { x, y: top(place) + node.height });
    }
    if (points.length === 1) {
      points.push({ x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 });
    }
    return { source, target, points: [...points, end] };
  };

  return {
    width,
    height: top(rows.length) - between + margin,
    boxes: names.map(name => {
      const { x, y } = centre.get(name) as Point;
      return { name, ...node, x: x - node.width / 2, y: y - node.height / 2 };
    }),
    lines: edges.map(line)
  };
}
