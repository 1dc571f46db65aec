import ElkConstructor, { type ELK } from 'elkjs/lib/elk-api.js';
import engineUrl from 'elkjs/lib/elk-worker.min.js?url';

let started: ELK | null = null;

/**
 * The layout engine, in a worker of its own: it is 1.6 MB, needed only by graphs that branch, and its messages
 * cannot share a worker with the studio's. Started once.
 */
export function startElk(): ELK {
  started ??= new ElkConstructor({ workerFactory: () => new Worker(engineUrl) });
  return started;
}
