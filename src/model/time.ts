import type { TranslationBundle } from '@jupyterlab/translation';
import type { Status } from '../api/types';

/** A duration in seconds as a person says it: "0.04 s", "12 s", "3 min 5 s", "2 h 10 min". */
export function duration(seconds: number): string {
  const value = Math.max(0, seconds);
  if (value < 0.995) {
    return `${value.toFixed(2)} s`;
  }
  if (value < 9.95) {
    return `${value.toFixed(1)} s`;
  }
  const whole = Math.round(value);
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return join(Math.floor(whole / 60), 'min', whole % 60, 's');
  }
  const minutes = Math.round(whole / 60);
  return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

function running(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return whole < 10 ? `${whole} s` : duration(whole);
}

function join(
  large: number,
  largeUnit: string,
  small: number,
  smallUnit: string
): string {
  return small === 0
    ? `${large} ${largeUnit}`
    : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/**
 * How long something lasted, or has lasted up to `now` (Unix seconds); "" where it has not begun. What still goes on is
 * told in whole seconds, because it is drawn again once a second.
 */
export function elapsed(
  started: number | null,
  ended: number | null,
  now: number
): string {
  if (started === null) {
    return '';
  }
  return ended === null ? running(now - started) : duration(ended - started);
}

/**
 * The same of a run or step. Of an interrupted one nobody knows when it ended: "".
 */
export function lasted(
  of: { status: Status; started: number | null; ended: number | null },
  now: number
): string {
  return of.status === 'interrupted' && of.ended === null
    ? ''
    : elapsed(of.started, of.ended, now);
}

/** How long ago `then` was, both Unix seconds. */
export function ago(
  then: number,
  now: number,
  trans: TranslationBundle
): string {
  const seconds = Math.max(0, now - then);
  if (seconds < 45) {
    return trans.__('just now');
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) {
    return trans.__('%1 min ago', minutes);
  }
  const hours = Math.round(seconds / 3600);
  if (hours < 24) {
    return trans.__('%1 h ago', hours);
  }
  const days = Math.round(seconds / 86400);
  return days === 1 ? trans.__('yesterday') : trans.__('%1 days ago', days);
}

/** Bytes in binary units: "512 B", "1.5 KiB", "20 MiB". */
export function bytes(size: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = size;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
