import { inputScalingOf } from '../../core/analysis/inputScaling.ts';
import {
  classCounts,
  dataParts,
  judgesOf,
  spread,
  type ImageSet,
  type LabelledData,
} from '../../core/data/imageSet.ts';
import { divisionOf } from '../../core/data/splitImages.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { kerasInputs } from '../../core/forward/inputs.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { convertOptions } from '../../project/options.ts';
import { calibrate, calibrationOutcome } from '../../project/training/calibrate.ts';
import { predictAsTrained } from '../../project/training/predict.ts';
import type { TrainingEvent, TrainingModels } from '../../project/training/request.ts';
import { newId } from '../newId.ts';
import { seal, unseal, type SealedPort } from '../rpc/sealed.ts';
import { forgetRun, readRun } from './browserStore.ts';
import type {
  DataRequest,
  Thumbnails,
  TrainingInput,
  TrainingMethodName,
  TrainingOutput,
} from './contract.ts';
import { openImages } from './data/openImages.ts';
import { runTraining } from './runTraining.ts';
import { startBackend } from './startBackend.ts';

/** A data set that is open, with what it was opened from. */
export interface OpenData extends LabelledData {
  readonly request: DataRequest;
}

/** What a method of the training worker gets besides its input. */
export interface TrainingContext {
  readonly signal: AbortSignal;
  readonly report: (event: TrainingEvent) => void;
  /** Null: go on. Otherwise it resolves when the user resumes. */
  readonly paused: () => Promise<void> | null;
  /** Lets the message queue in, then throws AbortError if this job was told to stop. */
  readonly pause: () => Promise<void>;
  /** The open data set. @throws StudioError studio/no-training-data */
  readonly data: () => OpenData;
  readonly setData: (data: OpenData) => void;
  /** Moves a buffer of the output to the page instead of copying it. */
  readonly transfer: (buffer: ArrayBuffer) => void;
}

/** One method of the training worker. Throws StudioError for what it refuses. */
type TrainingMethod<M extends TrainingMethodName> = (
  input: TrainingInput<M>,
  context: TrainingContext,
) => Promise<TrainingOutput<M>>;

/** AdaRound takes one optimizer step a batch. */
const ROUNDING_BATCH = 16;
/** Share of a calibration's time that the calibration itself takes; the rest measures what it did. */
const CALIBRATING = 0.6;

/** Every method of the training worker, on the open data set. */
export const trainingMethods: { readonly [M in TrainingMethodName]: TrainingMethod<M> } = {
  openData: async (request, { report, setData, pause }) => {
    report({ kind: 'stage', text: 'Reading the data', fraction: null });
    const opened = await openImages(request);
    const { images, test } = opened;
    // A set that was asked for later takes the place of this one: the page has cancelled it.
    await pause();
    setData({ request, ...opened });
    const names = images.classNames ?? request.classNames;
    return {
      name: request.name,
      count: images.labels.length,
      testCount: test && test.labels.length,
      shape: images.shape,
      classes: classCounts(images).map((count, i) => ({ name: names?.[i] ?? String(i), count })),
      inMemory: images.inMemory,
    };
  },

  thumbnails: async ({ perClass }, { data, transfer }) => {
    const { images } = data();
    const byClass = new Map<number, number[]>();
    images.labels.forEach((label, i) => {
      const chosen = byClass.get(label) ?? [];
      if (chosen.length < perClass) byClass.set(label, [...chosen, i]);
    });
    const classes = [...byClass].sort(([a], [b]) => a - b);
    return readSome(images, Uint32Array.from(classes.flatMap(([, chosen]) => chosen)), transfer);
  },

  judges: async ({ division, earlier, most }, { data, transfer }) => {
    const found = judgesOf(data(), division, earlier);
    const { images, chosen, part } =
      found ?? fail('studio/no-unseen-images', {}, data().images.labels.length);
    const some = await readSome(images, spread(chosen, most), transfer);
    return { ...some, part, of: chosen.length };
  },

  train: async ({ slot, models, weights, ...setup }, context) => {
    const request = { ...setup, ...(await unseal<TrainingModels>(models)) };
    await forgetRun(slot);
    const { graph, ...outcome } = await runTraining({ id: newId(), slot, request }, null, context);
    sealWeights(weights, graph);
    return outcome;
  },

  continueTraining: async ({ slot, weights }, context) => {
    const { run, state } = (await readRun(slot)) ?? fail('studio/no-checkpoint', {});
    const { graph, ...outcome } = await runTraining(run, state, context);
    sealWeights(weights, graph);
    return outcome;
  },

  predict: async ({ models, settings, conversion, images }, { report, signal }) => {
    const { quantized } = await unseal<TrainingModels>(models);
    await startBackend(settings.backend, report);
    return predictAsTrained(quantized, { mode: settings.mode, conversion }, images, signal);
  },

  calibrate: async (
    { models, weights, method, samples: wanted, settings, conversion },
    { data, signal, report },
  ) => {
    const { quantized, float } = await unseal<TrainingModels>(models);
    const { training } = dataParts(data(), divisionOf(settings));
    const images = await training.images.read(spread(training.chosen, wanted));
    const scaling = inputScalingOf(quantized, convertOptions(conversion).inputScaling);
    const samples = kerasInputs(quantized, images, scaling);
    const calibration = await calibrate(method, quantized, samples, {
      ...(method === 'adaround' ? { batchSize: ROUNDING_BATCH } : {}),
      signal,
      startBackend: () => startBackend(settings.backend, report),
      onProgress: (done, total) => {
        report({ kind: 'stage', text: 'Calibrating', fraction: (CALIBRATING * done) / total });
      },
    });
    const outcome = await calibrationOutcome({ float, quantized }, calibration, samples, {
      signal,
      onFraction: (part) => {
        const fraction = CALIBRATING + (1 - CALIBRATING) * part;
        report({ kind: 'stage', text: 'Measuring the layers', fraction });
      },
    });
    sealWeights(weights, calibration.graph);
    return outcome;
  },
};

/** Reads images with their labels for the page. */
async function readSome(
  images: ImageSet,
  indices: Uint32Array,
  transfer: TrainingContext['transfer'],
): Promise<Thumbnails> {
  const read = await images.read(indices);
  if (read.data.buffer instanceof ArrayBuffer) transfer(read.data.buffer);
  return {
    images: read,
    labels: Int32Array.from(indices, (index) => images.labels[index] ?? 0),
  };
}

/** Hands a trained model over to the other worker. Its weights are moved: nobody here needs them any more. */
function sealWeights(port: SealedPort, graph: ModelGraph): void {
  seal(port, graph, [...buffersOf(graph)]);
}

/** Buffers that hold one array of weights and nothing else. */
function buffersOf({ layers }: ModelGraph): ReadonlySet<ArrayBuffer> {
  const arrays = layers.flatMap(({ weights }) => Object.values(weights).map(({ data }) => data));
  return new Set(
    arrays.flatMap(({ buffer, byteLength }) =>
      buffer instanceof ArrayBuffer && byteLength > 0 && buffer.byteLength === byteLength
        ? [buffer]
        : [],
    ),
  );
}
