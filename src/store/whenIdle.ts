/** Browsers without requestIdleCallback (Safari) wait this long. */
const WAIT_MS = 200;

/** Calls back once when the page has nothing else to do. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work);
  else setTimeout(work, WAIT_MS);
}
