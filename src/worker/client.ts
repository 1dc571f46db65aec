import type { StudioMethods } from './contract.ts';
import { initialPlan } from '../project/plan.ts';
import { createClient, type Client, type ClientConfig } from './rpc/client.ts';

/** The page's connection to the worker that holds the open model. */
type StudioClient = Client<StudioMethods>;

/** A worker that has not answered a cancel after this long is busy in one long step: it is replaced. */
const CANCEL_PATIENCE_MS = 2000;

/** A new worker opens the last model again; everything else follows from the plan that each call brings. */
export function createStudioClient(
  spawn: () => Worker = spawnWorker,
  patienceMs = CANCEL_PATIENCE_MS,
  more: Pick<ClientConfig<StudioMethods>, 'locks'> = {},
): StudioClient {
  return createClient<StudioMethods>({
    spawn,
    lost: 'studio/worker-lost',
    state: {
      method: 'open',
      // Under the initial plan: every later call brings its own.
      again: (input: StudioMethods['open']['input']) => ({ ...input, plan: initialPlan }),
      replaceIfLate: true,
    },
    patienceMs: () => patienceMs,
    ...more,
  });
}

function spawnWorker(): Worker {
  return new Worker(new URL('./studio.worker.ts', import.meta.url), { type: 'module' });
}
