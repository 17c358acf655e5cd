import type { Layout } from '../layout';
import { columns, fit, layout, neighbour, nodeFor, path } from '../layout';

const edge = (pair: string): { source: string; target: string } => {
  const [source = '', target = ''] = pair.split('>');
  return { source, target };
};

const fan = ['load', 'm1', 'm2', 'm3', 'm4', 'm5', 'end'];
const fanEdges = fan
  .slice(1, 6)
  .flatMap(name => [edge(`load>${name}`), edge(`${name}>end`)]);

const box = (placed: Layout, name: string): { x: number; y: number } =>
  placed.boxes.find(each => each.name === name) ?? { x: NaN, y: NaN };

describe('placing steps', () => {
  it('gives an empty pipeline no size, not an infinite one', () => {
    expect(layout([], [])).toEqual({
      width: 0,
      height: 0,
      boxes: [],
      lines: []
    });
  });

  it('puts every step below what it waits for, without overlap', () => {
    for (const most of [2, 3, Infinity]) {
      const placed = layout(fan, fanEdges, most);
      for (const { source, target } of fanEdges) {
        expect(box(placed, source).y).toBeLessThan(box(placed, target).y);
      }
      const places = placed.boxes.map(({ x, y }) => `${x},${y}`);
      expect(new Set(places).size).toBe(fan.length);
    }
  });

  it('wraps many parallel steps to the columns there are', () => {
    const wide = layout(fan, fanEdges);
    const narrow = layout(fan, fanEdges, 2);
    expect(narrow.width).toBeLessThan(wide.width / 1.8);
    const rows = new Map<number, number>();
    narrow.boxes.forEach(({ y }) => rows.set(y, (rows.get(y) ?? 0) + 1));
    expect(Math.max(...rows.values())).toBe(2);
  });

  it('keeps the order of the notebook, in the list of boxes and within a row', () => {
    // dagre would put these in another order, from left to right.
    const edges = [
      edge('load>m5'),
      edge('m5>end'),
      ...fanEdges.filter(
        ({ source, target }) => ![source, target].includes('m5')
      )
    ];
    for (const most of [2, 3, Infinity]) {
      const placed = layout(fan, edges, most);
      expect(placed.boxes.map(({ name }) => name)).toEqual(fan);
    }
    const { boxes } = layout(fan, edges, 2);
    const reading = [...boxes].sort((a, b) => a.y - b.y || a.x - b.x);
    expect(reading.map(({ name }) => name)).toEqual(fan);
  });

  it('draws first on the left what comes first in the notebook', () => {
    const edges = ['n>one', 'n>two', 'two>end', 'one>end'].map(edge);
    const placed = layout(['n', 'one', 'two', 'end'], edges);
    expect(box(placed, 'one').x).toBeLessThan(box(placed, 'two').x);
  });

  it('widens boxes for long names as far as the panel lets it', () => {
    const names = ['a', 'datapreprocessing'];
    expect(nodeFor(['a'], 600).width).toBe(136);
    expect(nodeFor(names, 250).width).toBe(136);
    expect(nodeFor(names, 600).width).toBeGreaterThan(150);
    expect(nodeFor(['x'.repeat(200)], 2000).width).toBe(230);
    for (const width of [250, 300, 400, 600]) {
      expect(columns(width, nodeFor(names, width))).toBeGreaterThanOrEqual(2);
    }
  });

  it('gives the same place every time', () => {
    expect(layout(fan, fanEdges, 3)).toEqual(layout(fan, fanEdges, 3));
  });

  it('leaves out an edge to a step that is not there, and survives a cycle', () => {
    const placed = layout(['a', 'b'], [edge('a>b'), edge('b>a'), edge('a>z')]);
    expect(placed.lines).toHaveLength(2);
    expect(Number.isFinite(placed.height)).toBe(true);
  });

  it('draws a line from the first to the last point', () => {
    expect(path([])).toBe('');
    expect(
      path([
        { x: 0, y: 0 },
        { x: 0, y: 10 }
      ])
    ).toBe('M0,0 L0,10');
    expect(
      path([
        { x: 0, y: 0 },
        { x: 5, y: 5 },
        { x: 0, y: 10 }
      ])
    ).toBe('M0,0 Q5,5 0,10');
  });

  it('fits the view, but stays readable', () => {
    const placed = layout(fan, fanEdges);
    expect(fit(placed, placed.width / 10)).toBe(0.7);
    expect(fit(placed, placed.width * 2)).toBe(1);
    expect(fit(placed, placed.width * 0.8)).toBeCloseTo(0.8);
    expect(fit(layout([], []), 100)).toBe(1);
    expect(columns(100)).toBe(2);
    expect(columns(1000)).toBe(6);
  });
});

describe('walking the graph by arrow keys', () => {
  const placed = layout(fan, fanEdges);

  it('goes down to a step that waits, and up again', () => {
    const down = neighbour(placed, 'load', 'down');
    expect(fan.slice(1, 6)).toContain(down);
    expect(neighbour(placed, down ?? '', 'up')).toBe('load');
  });

  it('goes left and right within a row, and reaches all of it', () => {
    let name = placed.boxes
      .slice(1, 6)
      .reduce((left, each) => (each.x < left.x ? each : left)).name;
    const seen = [name];
    for (;;) {
      const next = neighbour(placed, name, 'right');
      if (next === null) {
        break;
      }
      name = next;
      seen.push(name);
    }
    expect([...seen].sort()).toEqual(['m1', 'm2', 'm3', 'm4', 'm5']);
  });

  it('stops at the ends', () => {
    expect(neighbour(placed, 'load', 'up')).toBeNull();
    expect(neighbour(placed, 'end', 'down')).toBeNull();
    expect(neighbour(placed, 'load', 'left')).toBeNull();
  });
});

describe('lines of a wrapped graph', () => {
  it('never run behind a step', () => {
    const placed = layout(fan, fanEdges, 2);
    for (const { source, target, points } of placed.lines) {
      for (const step of placed.boxes) {
        if (step.name === source || step.name === target) {
          continue;
        }
        const inside = points.some(
          ({ x, y }) =>
            x > step.x &&
            x < step.x + step.width &&
            y >= step.y &&
            y <= step.y + step.height
        );
        expect([source, target, step.name, inside]).toContain(false);
      }
    }
  });
});
