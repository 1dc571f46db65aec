import { ask } from './ask.ts';
import { whenIdle } from './whenIdle.ts';

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
