import { isStudioError } from '../../core/errors/diagnostic.ts';
import type { Checkpoint } from '../../core/qat/checkpoint.ts';
import type { DataSource } from '../../core/qat/dataSource.ts';
import type { BackendName } from '../../core/qat/prepareBackend.ts';
import type { Schedule } from '../../core/qat/schedules.ts';
import { trainGraph, type TrainOptions, type TrainResult } from '../../core/qat/trainer.ts';
import type { TrainingGraph } from '../../core/qat/trainingGraph.ts';
import { dropBackend, watchDevice } from '../../core/qat/watchDevice.ts';
import { keepCheckpoint } from './browserStore.ts';
import type { TrainingSettings } from './contract.ts';
import type { TrainingContext } from './methods/define.ts';
import { createProgressReporter } from './reportProgress.ts';
import { startBackend } from './startBackend.ts';

/** States are taken every so many steps, and written to the browser's storage no more often than every so many milliseconds. */
const CHECKPOINT_STEPS = 25;
const STORE_EVERY_MS = 10_000;
/** The lowest batch size that a lack of memory leads to. */
const LEAST_BATCH = 8;

/** One training at one set of bits. */
export interface PartJob {
  readonly id: string;
  readonly part: number;
  readonly graph: TrainingGraph;
  readonly teacher: TrainingGraph | null;
  readonly training: DataSource;
  readonly validation: DataSource | null;
  readonly epochs: number;
  readonly settings: TrainingSettings;
  readonly resume: { readonly checkpoint: Checkpoint; readonly batchSize: number } | null;
  readonly backend: BackendName;
}

/** What a part came to: null result when the user stopped it; the graph then has what was learned. */
export interface PartEnd {
  readonly result: TrainResult | null;
  readonly checkpoint: Checkpoint | null;
  readonly backend: BackendName;
}

/**
 * Trains at one set of bits and lives through what happens to a device: a lost GPU or one that runs out of memory hands over to
 * WebAssembly, a lack of memory there to a smaller batch; each goes on from the last sound state.
 */
export async function trainPart(job: PartJob, context: TrainingContext): Promise<PartEnd> {
  const { signal, report } = context;
  let { backend } = job;
  let batchSize = job.resume?.batchSize ?? job.settings.batchSize;
  let latest = job.resume?.checkpoint ?? null;
  for (;;) {
    const attempt = startAttempt(job, context, { batchSize, from: latest });
    try {
      const result = await attempt.ended;
      return { result, checkpoint: result.checkpoint, backend };
    } catch (error) {
      latest = attempt.latest() ?? latest;
      if (signal.aborted) {
        if (latest) await keepCheckpoint(stored(job, latest, batchSize));
        return { result: null, checkpoint: latest, backend };
      }
      if (isStudioError(error)) throw error;
      const recovery = recoveryFrom(error, backend, batchSize);
      if (!recovery) throw error;
      report({ kind: 'notice', notice: { tone: 'warning', text: recovery.text } });
      if (latest && recovery.batchSize !== batchSize) latest = halved(latest);
      ({ batchSize } = recovery);
      dropBackend(backend);
      backend = await startBackend('wasm', report);
    } finally {
      attempt.close();
    }
  }
}

interface Start {
  readonly batchSize: number;
  readonly from: Checkpoint | null;
}

function startAttempt(job: PartJob, context: TrainingContext, { batchSize, from }: Start) {
  const inner = new AbortController();
  const stop = () => {
    inner.abort(context.signal.reason);
  };
  if (context.signal.aborted) stop();
  context.signal.addEventListener('abort', stop);
  let latest: Checkpoint | null = null;
  let storedAt = performance.now();
  let lose: (error: DeviceLost) => void = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    lose = reject;
  });
  lost.catch(() => undefined);
  const watch = watchDevice(() => {
    lose(new DeviceLost());
    inner.abort(new DeviceLost());
  });
  const onProgress = createProgressReporter(job.part, context.report);
  const options: TrainOptions = {
    ...optionsOf(job),
    batchSize,
    ...(from ? { resume: from } : {}),
    signal: inner.signal,
    paused: context.paused,
    checkpointSteps: CHECKPOINT_STEPS,
    onProgress,
    onCheckpoint: async (checkpoint) => {
      // What a lost device computed is zeros: nothing of it may be kept.
      if (watch.isLost()) return;
      latest = checkpoint;
      const isEpoch = checkpoint.batch === 0;
      if (!isEpoch && performance.now() - storedAt < STORE_EVERY_MS) return;
      storedAt = performance.now();
      await keepCheckpoint(stored(job, checkpoint, batchSize));
    },
  };
  const training = trainGraph(job.graph, job.training, options);
  training.catch(() => undefined);
  return {
    ended: Promise.race([training, lost]),
    latest: () => latest,
    close: () => {
      watch.stop();
      context.signal.removeEventListener('abort', stop);
    },
  };
}

class DeviceLost extends Error {
  override readonly name = 'DeviceLost';
}

function optionsOf({ epochs, settings, teacher, validation }: PartJob): TrainOptions {
  const { optimizer, schedule, learningRate, seed, patience } = settings;
  return {
    epochs,
    optimizer,
    learningRate,
    seed,
    schedule: scheduleOf(schedule, epochs),
    ...(patience === null ? {} : { patience }),
    ...(validation ? { validation } : {}),
    ...(teacher ? { teacher } : {}),
  };
}

/** `step`: to a tenth after each third of the training. */
function scheduleOf(schedule: TrainingSettings['schedule'], epochs: number): Schedule {
  if (schedule !== 'step') return { type: schedule };
  return { type: 'step', epochs: Math.max(1, Math.round(epochs / 3)), factor: 0.1 };
}

function stored({ id, part }: PartJob, checkpoint: Checkpoint, batchSize: number) {
  return { id, part, batchSize, checkpoint };
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

/** The same place of a training with half the images a batch. */
function halved(checkpoint: Checkpoint): Checkpoint {
  return { ...checkpoint, batch: checkpoint.batch * 2, step: checkpoint.step * 2 };
}
