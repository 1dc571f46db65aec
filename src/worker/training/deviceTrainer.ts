import { isStudioError } from '../../core/errors/diagnostic.ts';
import { withBatchSize, type Checkpoint } from '../../core/qat/checkpoint.ts';
import type { DataSource } from '../../core/qat/dataSource.ts';
import { dropBackend, watchDevice, type BackendName } from '../../core/qat/prepareBackend.ts';
import {
  anySignal,
  DEFAULT_BATCH_SIZE,
  trainGraph,
  type TrainOptions,
  type TrainResult,
} from '../../core/qat/trainer.ts';
import type { TrainingGraph } from '../../core/qat/trainingGraph.ts';
import type { TrainingContext } from './methods.ts';
import { startBackend } from './startBackend.ts';

/** The lowest batch size that a lack of memory leads to. */
const LEAST_BATCH = 8;

/**
 * A `trainGraph` that survives failures of the device. When the GPU is lost or runs out of memory, training continues on WebAssembly;
 * when memory runs out there, with a smaller batch. Both continue from the last valid state.
 * @param started  the backend that is running
 */
export function deviceTrainer(
  started: BackendName,
  report: TrainingContext['report'],
): typeof trainGraph {
  let backend = started;
  return async (graph, source, options) => {
    let latest = options.resume ?? null;
    let batchSize = latest?.batchSize ?? options.batchSize ?? DEFAULT_BATCH_SIZE;
    for (;;) {
      const attempt = startAttempt(graph, source, { ...options, batchSize, resume: latest });
      try {
        return await attempt.ended;
      } catch (error) {
        latest = attempt.latest() ?? latest;
        if (options.signal?.aborted || isStudioError(error)) throw error;
        const recovery = recoveryFrom(error, backend, batchSize);
        if (!recovery) throw error;
        report({ kind: 'notice', notice: { tone: 'warning', text: recovery.text } });
        latest = latest && withBatchSize(latest, batchSize, recovery.batchSize);
        ({ batchSize } = recovery);
        dropBackend(backend);
        backend = await startBackend('wasm', report);
      } finally {
        attempt.close();
      }
    }
  };
}

interface Attempt {
  readonly ended: Promise<TrainResult>;
  readonly latest: () => Checkpoint | null;
  readonly close: () => void;
}

function startAttempt(graph: TrainingGraph, source: DataSource, options: TrainOptions): Attempt {
  const lost = new AbortController();
  let latest: Checkpoint | null = null;
  let lose: (error: DeviceLost) => void = () => undefined;
  const isLost = new Promise<never>((_, reject) => {
    lose = reject;
  });
  isLost.catch(() => undefined);
  const watch = watchDevice(() => {
    const error = new DeviceLost();
    lose(error);
    lost.abort(error);
  });
  const training = trainGraph(graph, source, {
    ...options,
    signal: anySignal(options.signal, lost.signal),
    onCheckpoint: async (checkpoint) => {
      // What a lost device computed is zeros: nothing of it may be kept.
      if (watch.isLost()) return;
      latest = checkpoint;
      await options.onCheckpoint?.(checkpoint);
    },
  });
  training.catch(() => undefined);
  return {
    ended: Promise.race([training, isLost]),
    latest: () => latest,
    close: () => {
      watch.stop();
    },
  };
}

class DeviceLost extends Error {
  override readonly name = 'DeviceLost';
}

/** What to do about an error of the device; null when there is nothing to do. */
function recoveryFrom(
  error: unknown,
  backend: BackendName,
  batchSize: number,
): { readonly text: string; readonly batchSize: number } | null {
  if (error instanceof DeviceLost) {
    return {
      text: 'The browser took the GPU away (sleep, a driver restart, or too little graphics memory). Training went on from its last state on WebAssembly; nothing learned was lost.',
      batchSize,
    };
  }
  if (backend === 'webgl') {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      text: `The GPU failed (${reason}). Training went on from its last state on WebAssembly; nothing learned was lost.`,
      batchSize,
    };
  }
  if (!isOutOfMemory(error) || batchSize <= LEAST_BATCH) return null;
  const smaller = Math.max(LEAST_BATCH, Math.floor(batchSize / 2));
  return {
    text: `Memory ran out. Training went on from its last state with ${smaller} images a batch instead of ${batchSize}; nothing learned was lost.`,
    batchSize: smaller,
  };
}

/** @source what the browsers throw: RangeError of typed arrays, RuntimeError and plain errors of Emscripten's allocator */
function isOutOfMemory(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof RangeError || /memory|allocat|out of bounds|OOM/i.test(error.message);
}
