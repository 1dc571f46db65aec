import { ask } from './ask.ts';

/** Browsers without requestIdleCallback (Safari) wait this long. */
const WAIT_MS = 200;

/** Calls back once when the page has nothing else to do. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work);
  else setTimeout(work, WAIT_MS);
}

/**
 * Starts the worker and loads its HDF5 library (1 MB gzipped) once the page is there and has nothing else to do: not part
 * of the first load, and mostly ready by the time a file is dropped.
 */
export function warmWorkerEarly(): void {
  whenIdle(() => {
    // If it fails here, opening a model tries again and reports.
    const failed = () => undefined;
    void ask({ key: 'warm', about: 'page', failed }, ({ studio }) => studio('warm', {}));
  });
}
