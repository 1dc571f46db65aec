import type { InputScaling } from '../core/analysis/inputScaling.ts';
import { scalingOfRange } from '../core/data/inputRange.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { isQuantizedNeural } from '../core/layers/layerGroups.ts';
import { wilson } from '../core/tensor/wilson.ts';
import type { Assessment } from './assess.ts';
import { correctOf, kerasForm, type JudgingSet } from './outcome.ts';

/** A way in which images are usually scaled before a model sees them. */
export interface ScalingReading {
  readonly id: 'zeroToOne' | 'minusOneToOne' | 'pixels' | 'standard';
  readonly scaling: InputScaling;
}

/** The usual ways, the commonest first. A shift is a whole number: padded cells of the first layer hold it. */
const USUAL: readonly ScalingReading[] = [
  { id: 'zeroToOne', scaling: scalingOfRange({ low: 0, high: 1 }) },
  { id: 'minusOneToOne', scaling: [128, 128] },
  { id: 'pixels', scaling: scalingOfRange({ low: 0, high: 255 }) },
];

/** The usual ways, and the mean and deviation of these images: value = (pixel - mean) / deviation. */
export function scalingReadings({ images: { data } }: JudgingSet): readonly ScalingReading[] {
  let sum = 0;
  let squares = 0;
  for (const pixel of data) {
    sum += pixel;
    squares += pixel * pixel;
  }
  const mean = sum / Math.max(data.length, 1);
  const deviation = Math.sqrt(Math.max(squares / Math.max(data.length, 1) - mean * mean, 0));
  if (deviation === 0) return USUAL;
  const scaling = [Math.round(deviation * 100) / 100, Math.round(mean)] as const;
  return [...USUAL, { id: 'standard', scaling }];
}

/** A scaling, and how well the model did with it. */
export interface ScalingTrial extends ScalingReading {
  readonly correct: number;
}

/** Every usual scaling on the same labelled images. */
export interface ScalingTrials {
  readonly images: number;
  /** Images that each will have run on when all is known. */
  readonly of: number;
  /** The best first. */
  readonly trials: readonly ScalingTrial[];
  /** The scaling to propose; null where none does better than guessing. */
  readonly best: ScalingReading | null;
}

/** The form of a model that scalings are tried on: the float one where there is one, it does not depend on bits. */
export function formToTry({ edited, quantized }: Assessment): ModelGraph | null {
  return edited?.layers.some(isQuantizedNeural) ? quantized : edited;
}

/** Images that tell the scalings apart: a wrong one costs tens of points. */
const IMAGES = 60;
/** A model runs so many at a time; then others get their turn. */
const STEP = 10;

/**
 * Runs a model on some labelled images with every usual scaling.
 * @throws StudioError forward/labels, forward/* of the runs; the signal's reason when cancelled
 */
export async function tryScalings(
  graph: ModelGraph,
  set: JudgingSet,
  {
    signal,
    report,
  }: { readonly signal: AbortSignal; readonly report?: (trials: ScalingTrials) => void },
): Promise<ScalingTrials> {
  const readings = scalingReadings(set);
  const images = Math.min(IMAGES, set.labels.length);
  for (let to = Math.min(STEP, images); ; to = Math.min(to + STEP, images)) {
    const trials: ScalingTrial[] = [];
    let classes = 0;
    for (const reading of readings) {
      const form = kerasForm(graph, set, reading.scaling);
      if (form.known.count < to) await form.run(form.known.count, to, signal);
      classes = form.known.classes ?? 0;
      trials.push({ ...reading, correct: correctOf(form, set, to) });
    }
    trials.sort((a, b) => b.correct - a.correct);
    const [first] = trials;
    const isBetter = first !== undefined && wilson(first.correct, to).low > 1 / classes;
    const done = { images: to, of: images, trials, best: isBetter ? first : null };
    if (to === images) return done;
    report?.(done);
  }
}
