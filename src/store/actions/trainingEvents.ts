import type { TrainingEvent } from '../../project/training/request.ts';
import type { CurvePoint, EpochPoint, TrainingRun } from '../slices/finetune.ts';

/** Curves keep at most so many points: the older half is thinned out when they are full. */
const MOST_POINTS = 800;
/** Share of a new batch in the smoothed loss. */
const SMOOTHING = 0.12;

/** A training after one more event of its worker. */
export function afterEvent(run: TrainingRun, event: TrainingEvent): TrainingRun {
  switch (event.kind) {
    case 'stage':
      return { ...run, stage: event };
    case 'backend':
      return { ...run, backend: { name: event.backend, device: event.device } };
    case 'notice':
      return { ...run, notices: [...run.notices, event.notice] };
    case 'images':
      return { ...run, images: { training: event.training, validation: event.validation } };
    case 'part':
      return afterPart(run, event);
    case 'epoch':
      return { ...run, epochs: [...run.epochs, epochPoint(run, event)] };
    case 'progress':
      return afterProgress(run, event);
  }
}

function afterPart(
  run: TrainingRun,
  { part, bits, before }: Extract<TrainingEvent, { kind: 'part' }>,
) {
  const from = run.parts[part]?.from ?? lastStep(run);
  const parts = [...run.parts.slice(0, part), { bits, before, from }];
  const first: readonly EpochPoint[] =
    before === null || run.parts.length > part
      ? []
      : [{ step: from, part, epoch: 0, validationLoss: null, validationAccuracy: before }];
  return { ...run, parts, stage: null, epochs: [...run.epochs, ...first] };
}

function afterProgress(
  run: TrainingRun,
  { progress }: Extract<TrainingEvent, { kind: 'progress' }>,
): TrainingRun {
  const step = (run.parts[progress.part]?.from ?? 0) + progress.step;
  const last = run.points.at(-1);
  // After a recovery the training is back at its last state: the points after it are dropped.
  const points = last && last.step >= step ? run.points.filter((p) => p.step < step) : run.points;
  const before = points.at(-1)?.loss;
  const loss =
    before === undefined ? progress.loss : before + SMOOTHING * (progress.batchLoss - before);
  const isRunning = run.status === 'preparing' || run.status === 'running';
  return {
    ...run,
    status: isRunning ? 'running' : run.status,
    stage: null,
    progress,
    points: thinned([...points, { step, loss, accuracy: progress.accuracy }]),
  };
}

function epochPoint(
  run: TrainingRun,
  event: Extract<TrainingEvent, { kind: 'epoch' }>,
): EpochPoint {
  const { part, epoch, validationLoss, validationAccuracy } = event;
  const step = (run.parts[part]?.from ?? 0) + event.step;
  return { step, part, epoch, validationLoss, validationAccuracy };
}

function lastStep({ points, epochs }: TrainingRun): number {
  return Math.max(0, points.at(-1)?.step ?? 0, epochs.at(-1)?.step ?? 0);
}

function thinned(points: readonly CurvePoint[]): readonly CurvePoint[] {
  if (points.length <= MOST_POINTS) return points;
  const half = Math.floor(points.length / 2);
  return [...points.slice(0, half).filter((_, i) => i % 2 === 0), ...points.slice(half)];
}

/** Takes items one by one and passes them on together. */
interface Batches<T> {
  readonly add: (item: T) => void;
  /** Passes on what is left, at once. */
  readonly flush: () => void;
}

/** Passes items on in batches, in their order, at most one batch every `interval` milliseconds: a page draws once for many events. */
export function inBatches<T>(pass: (items: readonly T[]) => void, interval: number): Batches<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const items = waiting;
    waiting = [];
    if (items.length > 0) pass(items);
  };
  return {
    add: (item) => {
      waiting.push(item);
      timer ??= setTimeout(flush, interval);
    },
    flush,
  };
}
