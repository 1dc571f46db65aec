import { packedSize, type AkidaModel } from '../core/akida/model.ts';
import type { InputScaling } from '../core/analysis/inputScaling.ts';
import { fail } from '../core/errors/diagnostic.ts';
import { classCountOf, thresholdOf, topClasses } from '../core/forward/classes.ts';
import { kerasInputs } from '../core/forward/inputs.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { isQuantizedNeural } from '../core/layers/layerGroups.ts';
import { formatShape, sizeOf, type NumericArray, type Tensor } from '../core/tensor/tensor.ts';
import { scalesItself } from '../core/analysis/inputScaling.ts';
import type { Assessment } from './assess.ts';
import { assess } from './assess.ts';
import type { StudioDocument } from './document.ts';
import type { Plan } from './plan.ts';
import { preparedRunner, preparedSimulator } from './runs.ts';

/** Labelled images that tell how well a model does, in an order of no meaning: the first few stand for all. */
export interface JudgingSet {
  /** uint8 [N, ...input shape]. */
  readonly images: Tensor<Uint8Array>;
  /** Class number of each, [N]. */
  readonly labels: Int32Array;
}

/** How many of so many images one form of a model puts into the right class. */
export interface FormScore {
  readonly images: number;
  readonly correct: number;
}

/** What comes out of a plan, as far as it is known yet. */
export interface Outcome {
  /** Images that every form will have run when all is known. */
  readonly of: number;
  /** Null until one form has run. */
  readonly classes: number | null;
  /** Null where the opened file holds no such form, the plan gives none, or none of its images has run yet. */
  readonly float: FormScore | null;
  readonly quantized: FormScore | null;
  readonly spiking: FormScore | null;
  /** Float and spiking model on the same images, as many as both have run; null while one is missing. */
  readonly pair: {
    readonly images: number;
    readonly float: number;
    readonly spiking: number;
  } | null;
  /** Quantized and spiking model on the same images: how many they put into the same class; null while one is missing. */
  readonly agreement: { readonly images: number; readonly same: number } | null;
  /** Bytes of the network, see `packedSize`; null where the plan gives none. */
  readonly packedBytes: number | null;
}

interface MeasureContext {
  readonly signal: AbortSignal;
  readonly report: (outcome: Outcome) => void;
  /** Lets other calls in, and throws when this one was given up. */
  readonly pause: () => Promise<void>;
}

/** As many images are told of first: enough to tell a broken model from a good one, within a blink for a small one. */
const FIRST_IMAGES = 20;
/** A slice of images takes about so long, by the speed of those before: between slices other calls are answered. */
const SLICE_MS = 100;
/** What is known is told again after so long. */
const TELL_MS = 700;

/**
 * Runs the spiking, the float and the quantized form of the model under a plan over labelled images and tells what is known after the
 * first few, now and then, and at the end. Each form keeps its answers as long as its network is: only what a change touched runs again.
 * @param forms  `spiking` alone where the others are known or not asked for
 * @throws StudioError forward/labels where labels and classes do not fit; forward/* and simulate/* of the runs
 */
export async function measureOutcome(
  document: Pick<StudioDocument, 'loaded'>,
  plan: Plan,
  set: JudgingSet,
  { signal, report, pause }: MeasureContext,
  forms: 'all' | 'spiking' = 'all',
): Promise<Outcome> {
  const assessment = assess(document, plan);
  const trio = formsOf(assessment, plan, set);
  const { spiking, float, quantized } = trio;
  // The spiking model is the fastest by far, and what the user takes away.
  const row = (forms === 'all' ? [spiking, float, quantized] : [spiking]).filter((f) => f !== null);
  const told = () => outcomeOf(set, trio, assessment.akida);
  let last = performance.now();
  for (const form of row) {
    if (form.known.count === 0) {
      await advance(form, Math.min(FIRST_IMAGES, set.labels.length));
      report(told());
    }
  }
  for (const form of row) await advance(form, set.labels.length);
  return told();

  async function advance(form: Form, to: number): Promise<void> {
    let step = 1;
    while (form.known.count < to) {
      await pause();
      const from = form.known.count;
      // Another measurement of the same network may have run them meanwhile.
      if (from >= to) return;
      const start = performance.now();
      await form.run(from, Math.min(to, from + step), signal);
      const now = performance.now();
      // Twice as many at most: the first images of a network are slow.
      step = Math.max(1, Math.min(2 * step, Math.floor((step * SLICE_MS) / (now - start))));
      if (now - last < TELL_MS || form.known.count < FIRST_IMAGES) continue;
      last = now;
      report(told());
    }
  }
}

/** Classes that a form gave, image by image. */
interface Known {
  readonly predictions: Int32Array;
  count: number;
  classes: number | null;
}

/** One form of the model, ready to run some of the images. */
export interface Form {
  readonly known: Known;
  readonly run: (from: number, to: number, signal: AbortSignal) => Promise<void>;
}

interface Forms {
  readonly spiking: Form | null;
  readonly float: Form | null;
  readonly quantized: Form | null;
}

/** By network, set of images and, for models that do not scale themselves, input scaling. */
const answers = new WeakMap<object, WeakMap<JudgingSet, Map<string, Known>>>();

function knownOf(model: object, set: JudgingSet, scaling: string): Known {
  const sets = answers.get(model) ?? new WeakMap<JudgingSet, Map<string, Known>>();
  answers.set(model, sets);
  const scalings = sets.get(set) ?? new Map<string, Known>();
  sets.set(set, scalings);
  const known = scalings.get(scaling) ?? {
    predictions: new Int32Array(set.labels.length),
    count: 0,
    classes: null,
  };
  scalings.set(scaling, known);
  return known;
}

function formsOf(
  { edited, quantized, akida }: Assessment,
  { settings }: Plan,
  set: JudgingSet,
): Forms {
  const { inputScaling } = settings;
  const scaling: InputScaling = inputScaling ? [inputScaling.scale, inputScaling.shift] : [1, 0];
  const isQuantizedFile = edited?.layers.some(isQuantizedNeural) === true;
  const bitsAreSet = quantized?.layers.some(isQuantizedNeural) === true;
  return {
    spiking: akida && spikingForm(akida, set),
    float: edited && !isQuantizedFile ? kerasForm(edited, set, scaling) : null,
    quantized: akida && quantized && bitsAreSet ? kerasForm(quantized, set, scaling) : null,
  };
}

function spikingForm(akida: AkidaModel, set: JudgingSet): Form {
  const known = knownOf(akida, set, '');
  const run = async (from: number, to: number, signal: AbortSignal) => {
    const simulator = await preparedSimulator(akida);
    const { predict, forward } = await simulator.run(someImages(set, from, to), { signal });
    note(known, from, predict ?? forward, 0, set);
  };
  return { known, run };
}

/** A Keras model that runs over the images, scaled as that scaling says where it does not scale them itself. */
export function kerasForm(graph: ModelGraph, set: JudgingSet, scaling: InputScaling): Form {
  const known = knownOf(graph, set, scalesItself(graph) ? '' : scaling.join());
  const run = async (from: number, to: number, signal: AbortSignal) => {
    const inputs = kerasInputs(graph, someImages(set, from, to), scaling);
    const { outputs } = await preparedRunner(graph).run(inputs, { signal });
    const [first, ...more] = outputs;
    if (!first || more.length > 0) {
      fail('forward/labels', {}, 'a model with one output', `${outputs.length} outputs`);
    }
    note(known, from, first, thresholdOf(graph), set);
  };
  return { known, run };
}

/** Keeps the classes of some images. A run that another one overtook writes the same once more. */
function note(
  known: Known,
  from: number,
  outputs: Tensor<NumericArray>,
  threshold: number,
  { labels }: JudgingSet,
): void {
  const classes = topClasses(outputs, threshold);
  if (!classes) {
    const received = formatShape(outputs.shape);
    fail('forward/labels', {}, 'a model with one vector of outputs a sample', received);
  }
  const count = classCountOf(outputs.shape.at(-1) ?? 0);
  const wrong = labels.findIndex((label) => label < 0 || label >= count);
  if (wrong >= 0) {
    const received = `label ${labels[wrong] ?? 0}, of image ${wrong}`;
    fail('forward/labels', {}, `labels from 0 to ${count - 1}`, received);
  }
  known.predictions.set(classes, from);
  known.count = Math.max(known.count, from + classes.length);
  known.classes = count;
}

function someImages({ images }: JudgingSet, from: number, to: number): Tensor<Uint8Array> {
  const shape = images.shape.slice(1);
  const size = sizeOf(shape);
  return { data: images.data.subarray(from * size, to * size), shape: [to - from, ...shape] };
}

/** How many of the first images a form has right. */
export function correctOf({ known }: Form, { labels }: JudgingSet, images = known.count): number {
  let correct = 0;
  for (let i = 0; i < images; i++) if (known.predictions[i] === labels[i]) correct++;
  return correct;
}

function outcomeOf(
  set: JudgingSet,
  { float, quantized, spiking }: Forms,
  akida: AkidaModel | null,
): Outcome {
  const score = (form: Form | null): FormScore | null =>
    form && form.known.count > 0
      ? { images: form.known.count, correct: correctOf(form, set) }
      : null;
  const both = Math.min(float?.known.count ?? 0, spiking?.known.count ?? 0);
  return {
    of: set.labels.length,
    classes: [spiking, float, quantized].find((f) => f?.known.classes)?.known.classes ?? null,
    float: score(float),
    quantized: score(quantized),
    spiking: score(spiking),
    pair:
      float && spiking && both > 0
        ? {
            images: both,
            float: correctOf(float, set, both),
            spiking: correctOf(spiking, set, both),
          }
        : null,
    agreement: quantized && spiking ? agreementOf(quantized, spiking) : null,
    packedBytes: akida && packedSize(akida),
  };
}

function agreementOf({ known: a }: Form, { known: b }: Form): Outcome['agreement'] {
  const images = Math.min(a.count, b.count);
  if (images === 0) return null;
  let same = 0;
  for (let i = 0; i < images; i++) if (a.predictions[i] === b.predictions[i]) same++;
  return { images, same };
}
