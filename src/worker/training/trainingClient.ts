import { createClient, type Client, type ClientConfig } from '../rpc/client.ts';
import type { TrainingMethodName, TrainingMethods } from './contract.ts';

/** The page's connection to the worker that trains. */
type TrainingClient = Client<TrainingMethods>;

/** These can be stopped; the others are short, and a training beside them must not end because one was cancelled. */
const STOPPABLE: readonly TrainingMethodName[] = ['train', 'continueTraining', 'calibrate'];
/** A worker that has not stopped after this long is in one very long step. A training's last state is in the browser's storage. */
const STOP_PATIENCE_MS = 15_000;

/** A new worker opens the last data set again. */
export function createTrainingClient(
  spawn: () => Worker = spawnWorker,
  more: Partial<Pick<ClientConfig<TrainingMethods>, 'locks' | 'patienceMs'>> = {},
): TrainingClient {
  return createClient<TrainingMethods>({
    spawn,
    lost: 'studio/training-lost',
    state: { method: 'openData', again: (input: object) => input, replaceIfLate: false },
    patienceMs: (method) => (STOPPABLE.includes(method) ? STOP_PATIENCE_MS : null),
    ...more,
  });
}

function spawnWorker(): Worker {
  return new Worker(new URL('./training.worker.ts', import.meta.url), { type: 'module' });
}
