import { fail } from '../../core/errors/diagnostic.ts';
import { opening, readInto } from './open.ts';

/** Opens a model of public/samples. */
export async function openSample(file: string): Promise<void> {
  await opening(file, async (job) => {
    const blob = await job.wait(fetchSample(file, job.signal));
    await readInto(job, [{ name: file, blob }]);
  });
}

/** A file of public/samples. @throws StudioError studio/sample-missing */
export async function fetchSample(file: string, signal?: AbortSignal): Promise<Blob> {
  const url = new URL(`samples/${file}`, document.baseURI);
  const lost = (error: unknown): never => {
    if (signal?.aborted) throw error;
    fail('studio/sample-missing', { file }, String(error));
  };
  const response = await fetch(url, signal ? { signal } : {}).catch(lost);
  if (!response.ok) {
    fail('studio/sample-missing', { file }, `the server answered ${response.status}`);
  }
  // The headers are here; the connection may still break before the last byte.
  return response.blob().catch(lost);
}
