import { backendBytes } from '../../core/qat/prepareBackend.ts';
import type { TrainProgress } from '../../core/qat/trainer.ts';
import type { TrainingContext } from './methods.ts';

/** The page is told of progress no more often than this. */
const REPORT_EVERY_MS = 120;
/** Speed is measured over the last steps, so that it follows a change of backend. */
const WINDOW_STEPS = 20;
/** No step takes this long: the device was asleep. */
const SLEPT_MS = 60_000;

/** Passes on a training's progress at a pace that the page can draw, with the speed of the last steps; reports when the device slept. */
export function createProgressReporter(
  part: number,
  report: TrainingContext['report'],
  now: () => number = () => performance.now(),
): (progress: TrainProgress) => void {
  let reported = -Infinity;
  let last: { at: number; step: number } | null = null;
  const spans: number[] = [];
  return (progress) => {
    const at = now();
    const span = last ? (at - last.at) / (progress.step - last.step) : null;
    if (span !== null && span > SLEPT_MS) {
      const minutes = Math.round(span / 60_000);
      const text = `This tab slept or waited for ${minutes === 1 ? 'a minute' : `${minutes} minutes`}; training went on where it was.`;
      report({ kind: 'notice', notice: { tone: 'neutral', text } });
    } else if (span !== null) spans.push(span);
    if (spans.length > WINDOW_STEPS) spans.shift();
    last = { at, step: progress.step };
    const { finishedEpoch, ...numbers } = progress;
    if (finishedEpoch) report({ kind: 'epoch', part, step: progress.step, ...finishedEpoch });
    if (!finishedEpoch && at - reported < REPORT_EVERY_MS) return;
    reported = at;
    const seconds = spans.reduce((sum, value) => sum + value, 0) / spans.length / 1000;
    const left = progress.steps - progress.step;
    const perStep = progress.imagesPerSecond * progress.etaSeconds;
    const images = left > 0 ? perStep / left : 0;
    const isMeasured = Number.isFinite(seconds) && seconds > 0 && images > 0;
    report({
      kind: 'progress',
      progress: {
        ...numbers,
        part,
        bytes: backendBytes(),
        imagesPerSecond: isMeasured ? images / seconds : progress.imagesPerSecond,
        etaSeconds: isMeasured ? left * seconds : progress.etaSeconds,
      },
    });
  };
}
