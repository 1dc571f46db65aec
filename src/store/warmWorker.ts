import { studioClient } from './studioClient.ts';

/** The first signs that someone is about to open a model. */
const SIGNS = ['pointermove', 'keydown', 'dragenter'] as const;

/**
 * Loads the HDF5 library (1 MB gzipped) when the user first moves, not with the page: the first load stays
 * small, and the library is there by the time a file is dropped. On later visits it lies in this browser
 * already and is loaded as soon as the page has nothing else to do.
 */
export function warmWorkerEarly(): void {
  const warm = () => {
    for (const sign of SIGNS) window.removeEventListener(sign, warm);
    // If it fails here, opening a model tries again and reports.
    studioClient.call('warm', {}).catch(() => undefined);
  };
  for (const sign of SIGNS) window.addEventListener(sign, warm, { passive: true });
  if ('serviceWorker' in navigator && navigator.serviceWorker.controller) setTimeout(warm, 0);
}
