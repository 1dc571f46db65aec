import { diagnosticsOfError, isStudioError } from '../../core/errors/diagnostic.ts';
import type { Result } from './protocol.ts';

/**
 * Runs a job and turns whatever it throws into a Result: StudioError to its diagnostics, an abort to
 * `cancelled`, anything else (an error in the studio) to `studio/internal`.
 */
export async function runJob<T>(
  task: string,
  signal: AbortSignal,
  work: () => T | Promise<T>,
): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (signal.aborted || isAbortError(error)) return { ok: false, cancelled: true };
    if (!isStudioError(error)) console.error(error);
    return { ok: false, cancelled: false, diagnostics: diagnosticsOfError(error, task) };
  }
}

/** The error of a job that was given up. */
export function abortError(): DOMException {
  return new DOMException('The job was cancelled.', 'AbortError');
}

/** True for the error that an aborted AbortSignal throws. */
export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
