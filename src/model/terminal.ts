/**
 * What a terminal shows of `line` after `\r` (back to the line's start) and `\b` (one back) have done their work.
 * ANSI colour sequences take no room and stay where they are.
 */
export function settle(text: string): string {
  if (!text.includes('\r') && !text.includes('\b')) {
    return text;
  }
  return text.replace(/\r+\n/g, '\n').split('\n').map(settleLine).join('\n');
}

// eslint-disable-next-line no-control-regex -- the sequences begin with a control character
const PART = /\u001b\[[0-9;]*[A-Za-z]|[\s\S]/gu;

function settleLine(line: string): string {
  // A trailing return stays: what comes next overwrites this line.
  const open = /\r+$/.exec(line);
  const body = open === null ? line : line.slice(0, open.index);
  if (!body.includes('\r') && !body.includes('\b')) {
    return open === null ? line : `${body}\r`;
  }
  const shown: string[] = [];
  let pending = '';
  let place = 0;
  for (const [part] of body.matchAll(PART)) {
    if (part === '\r') {
      place = 0;
    } else if (part === '\b') {
      place = Math.max(0, place - 1);
    } else if (part.length > 1 && part.startsWith('\u001b')) {
      pending += part;
    } else {
      shown[place] = pending + part;
      pending = '';
      place += 1;
    }
  }
  return shown.join('') + pending + (open === null ? '' : '\r');
}
