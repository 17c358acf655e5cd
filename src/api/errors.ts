import type { Diagnostic } from './types';

/**
 * What the server refused, in the words it used.
 *
 * `missing`: the server has no such route at all, so our server extension is not there.
 * `offline`: the server cannot be reached.
 */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly remedy = '',
    readonly diagnostics: Diagnostic[] = [],
    /** The parameter that the refused value was for, where the server names it. */
    readonly parameter = ''
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** The error that a failed answer tells of. `body` is what could be read of it as JSON, else undefined. */
export function errorOf(
  status: number,
  reason: string,
  body: unknown
): ApiError {
  const given = isRecord(body) ? body : {};
  if (typeof given.code === 'string' && typeof given.message === 'string') {
    return new ApiError(
      given.code,
      given.message,
      textOf(given.remedy),
      Array.isArray(given.diagnostics)
        ? (given.diagnostics as Diagnostic[])
        : [],
      textOf(given.parameter)
    );
  }
  if (status === 404) {
    return new ApiError('missing', 'The server part of Kale Ext is not there.');
  }
  const detail = textOf(given.message) || reason || 'no reason given';
  return new ApiError('server', `The server answered ${status}: ${detail}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
