import { LogBook } from '../log';
import { settle } from '../terminal';
import { events, print } from './doubles';

const texts = (book: LogBook, step: string): string[] =>
  book
    .of(step)
    .blocks.map(block => (block.kind === 'rich' ? '<rich>' : block.text));

describe('the log of a step', () => {
  it('joins a stream into one text, whatever pieces it came in', () => {
    const book = new LogBook();
    book.add(
      events([print('a', 'one '), print('a', 'two\n'), print('b', 'x')])
    );
    expect(texts(book, 'a')).toEqual(['one two\n']);
    expect(texts(book, 'b')).toEqual(['x']);
    expect(texts(book, 'c')).toEqual([]);
  });

  it('takes no event twice', () => {
    const book = new LogBook();
    const told = events([print('a', 'one')]);
    book.add(told);
    book.add(told);
    expect(texts(book, 'a')).toEqual(['one']);
    expect(book.last).toBe(1);
  });

  it('keeps the order of streams and rich output', () => {
    const book = new LogBook();
    book.add(
      events([
        print('a', 'before'),
        {
          event: 'output',
          step: 'a',
          cell: 1,
          cell_id: 'c1',
          display_id: 'd',
          output: { output_type: 'display_data', data: { 'text/plain': '1' } }
        },
        print('a', 'after'),
        {
          event: 'display-updated',
          step: 'a',
          display_id: 'd',
          data: { 'text/plain': '2' },
          metadata: {}
        }
      ])
    );
    expect(texts(book, 'a')).toEqual(['before', '<rich>', 'after']);
    expect(book.of('a').blocks[1]).toMatchObject({
      data: { 'text/plain': '2' }
    });
  });

  it('begins anew with a new attempt and drops what a cell clears', () => {
    const book = new LogBook();
    book.add(
      events([
        print('a', 'old'),
        { event: 'step-started', step: 'a', attempt: 2, pid: 1 },
        print('a', 'first', 1),
        print('a', 'second', 2),
        { event: 'output-cleared', step: 'a', cell: 2, cell_id: 'c2' }
      ])
    );
    expect(texts(book, 'a')).toEqual(['first']);
  });

  it('shows a progress bar as its last state, also when it comes in pieces', () => {
    const book = new LogBook();
    book.add(
      events([
        print('a', 'load: 10%\r'),
        print('a', 'load: 55%\r'),
        print('a', 'load: 100%\n'),
        print('a', 'done\n')
      ])
    );
    expect(texts(book, 'a')).toEqual(['load: 100%\ndone\n']);
  });

  it('stays small, and says that it was cut', () => {
    const book = new LogBook();
    const line = `${'x'.repeat(999)}\n`;
    book.add(events(Array.from({ length: 1000 }, () => print('a', line))));
    const { blocks, cut } = book.of('a');
    const size = texts(book, 'a').join('').length;
    expect(cut).toBe(true);
    expect(size).toBeLessThanOrEqual(400_000);
    expect(size).toBeGreaterThan(350_000);
    expect(blocks.length).toBeGreaterThan(10);
    expect(texts(book, 'a').pop()?.endsWith(line)).toBe(true);
  });

  it('leaves an update that touches another step alone', () => {
    const book = new LogBook();
    book.add(events([print('a', 'x')]));
    const before = book.of('a').blocks;
    book.add(events([print('b', 'y')], 2));
    expect(book.of('a').blocks).toBe(before);
  });
});

describe('carriage returns and backspaces', () => {
  it.each([
    ['plain', 'plain'],
    ['a\r\nb', 'a\nb'],
    ['abc\rX', 'Xbc'],
    ['abc\b\bX', 'aXc'],
    ['10%\r100%\nend', '100%\nend'],
    ['half\r', 'half\r'],
    ['\u001b[31mred\u001b[0m\rX', '\u001b[0mXed'],
    [
      '\u001b[31m10%\u001b[0m\r\u001b[32m99%\u001b[0m',
      '\u001b[0m\u001b[32m99%\u001b[0m'
    ]
  ])('%j shows as %j', (text, shown) => {
    expect(settle(text)).toBe(shown);
  });
});
