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

/**
 * Lets waiting events in (a click on cancel, a message to a worker) before the work goes on. A message to oneself comes back at
 * once; a timer would sleep 1 ms in Node and 4 ms in browsers.
 */
export function pauseForEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
