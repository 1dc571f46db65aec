import { pauseForEvents } from '../simulate/pauseForEvents.ts';

/** How long a computation may hold the thread before waiting events (a cancel, a repaint) get their turn. */
const TURN_MS = 40;

/**
 * Lets a long computation be cancelled and its thread answer: await the returned function between steps.
 * It gives way to waiting events every 40 ms and costs next to nothing in between.
 * @throws the signal's reason (an AbortError unless the caller chose another) once the signal is aborted
 */
export function createPacer(signal?: AbortSignal): () => Promise<void> {
  let turnStart = performance.now();
  return async () => {
    if (performance.now() - turnStart >= TURN_MS) {
      await pauseForEvents();
      turnStart = performance.now();
    }
    signal?.throwIfAborted();
  };
}
