import { diagnostic, isStudioError } from '../../core/errors/diagnostic.ts';
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
    if (isStudioError(error)) {
      return { ok: false, cancelled: false, diagnostics: error.diagnostics };
    }
    console.error(error);
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
      ok: false,
      cancelled: false,
      diagnostics: [diagnostic('studio/internal', {}, task, detail)],
    };
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
