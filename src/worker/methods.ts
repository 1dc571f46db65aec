import { fail } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { fileKind, modelFilesIn, weightFilesOf } from '../core/keras/modelFile.ts';
import { loadHdf5 } from '../core/keras/hdf5Module.ts';
import { weightError } from '../core/quantize/weightError.ts';
import { assess } from '../project/assess.ts';
import { readDocument, readFiles, type StudioDocument } from '../project/document.ts';
import { readInputs } from '../project/inputs.ts';
import { stackLayout } from '../project/layout/stackLayout.ts';
import { convertedModel, modelTrio } from '../project/models.ts';
import { addTrained, trainedModel } from '../project/trainedModels.ts';
import type { TrainingModels } from '../project/training/request.ts';
import { describeCost } from '../project/views/cost.ts';
import { derive } from '../project/views/derived.ts';
import { describeNetwork } from '../project/views/network.ts';
import type { InputOf, MethodName, OutputOf } from './contract.ts';
import { readPicture } from './readPicture.ts';
import type { Progress } from './rpc/protocol.ts';
import { seal, unseal } from './rpc/sealed.ts';
import { keepTrained, readTrained } from './training/browserStore.ts';

/** What a method gets besides its input. */
export interface JobContext {
  /** Aborted when the user cancels; pass it to every core verb that takes one. */
  readonly signal: AbortSignal;
  /** Tells the page what is going on. */
  readonly progress: (progress: Progress) => void;
  /** Lets the message queue in (a cancel, another job), then throws AbortError if this job was cancelled. */
  readonly pause: () => Promise<void>;
  /** Moves a buffer of the output to the page instead of copying it. The worker can no longer use it. */
  readonly transfer: (buffer: ArrayBuffer) => void;
  /** The model that the call means. @throws StudioError studio/no-model, studio/other-document */
  readonly document: () => StudioDocument;
  /** Keeps a model as the open one, under the id that the call names. */
  readonly setDocument: (document: StudioDocument) => void;
}

/** One method of the worker. Throws StudioError for what it refuses; the host makes a Result of it. */
export type Method<M extends MethodName> = (
  input: InputOf<M>,
  context: JobContext,
) => OutputOf<M> | Promise<OutputOf<M>>;

/** Enough to tell what a file is. */
const FIRST_BYTES = 4096;

// What no model needs in order to open comes when it is asked for: it is no part of the first load.
const runs = () => import('../project/runs.ts');
const archives = () => import('../project/sessionArchive.ts');

/** Every method of the worker: each runs a function of `src/project` on the open document. */
export const methods: { readonly [M in MethodName]: Method<M> } = {
  warm: async () => {
    // The HDF5 library is the one slow part of opening a small model.
    await loadHdf5();
    return null;
  },

  // If this ends early, the previous model stays open.
  open: async ({ files, plan }, { progress, pause, setDocument }) => {
    progress({ text: 'Reading the file', fraction: null });
    const read = await readFiles(files);
    progress({ text: 'Reading layers and weights', fraction: null });
    await pause();
    const opened = await readDocument(read);
    progress({ text: 'Checking the model', fraction: null });
    await pause();
    const derived = derive(opened, plan);
    // The last chance for a cancel: the page then keeps the previous model, and so must the worker.
    await pause();
    setDocument(opened);
    return { model: opened.summary, derived };
  },

  listWeightFiles: async ({ file: { blob } }) => {
    const start = new Uint8Array(await blob.slice(0, FIRST_BYTES).arrayBuffer());
    // A large model in another format is not read twice.
    if (fileKind(start).kind !== 'json') return [];
    return weightFilesOf(new Uint8Array(await blob.arrayBuffer()));
  },

  modelFilesIn: ({ names }) => modelFilesIn(names),

  derive: async ({ plan }, { document, pause }) => {
    const opened = document();
    // A burst of changes: only the last one is worked out, the others are cancelled here.
    await pause();
    return derive(opened, plan);
  },

  previewRepairs: async ({ plan, request }, { document, pause }) => {
    const opened = document();
    // Ticking one after the other: only the last is worked out.
    await pause();
    const { previewRepairs } = await import('../project/repairs.ts');
    return previewRepairs(opened, plan, request);
  },

  simulate: async (
    { plan, inputs, layers, potentials },
    { document, signal, progress, transfer },
  ) => {
    const { countImages, preparedSimulator } = await runs();
    const simulator = await preparedSimulator(convertedModel(document(), plan, 'Simulate'));
    const result = await simulator.run(inputs, {
      layers,
      potentials,
      signal,
      onProgress: countImages(progress),
    });
    for (const { output, potentials: sums } of result.layers) {
      if (output && output.data.buffer !== result.forward.data.buffer) move(output.data, transfer);
      if (sums) move(sums.data, transfer);
    }
    return result;
  },

  describeNetwork: ({ plan }, { document }) =>
    describeNetwork(convertedModel(document(), plan, 'Simulate')),

  readInputs: async ({ files, range }, { progress, transfer }) => {
    progress({ text: 'Reading the data', fraction: null });
    const inputs = readInputs(await readFiles(files), range);
    move(inputs.images.data, transfer);
    return inputs;
  },

  readPicture: async ({ blob, largest }, { transfer }) => {
    const picture = await readPicture(blob, largest);
    if (picture) move(picture.data, transfer);
    return picture;
  },

  compare: async ({ plan, inputs }, { document, ...context }) => {
    const { compareTrio } = await runs();
    return compareTrio(modelTrio(document(), plan, 'Compare'), inputs, context);
  },

  evaluate: async ({ plan, images, labels, withFloat = true }, { document, ...context }) => {
    const { evaluateTrio } = await runs();
    const trio = modelTrio(document(), plan, 'Evaluate');
    const float = withFloat ? trio.float : null;
    return evaluateTrio({ ...trio, float }, { images, labels }, context);
  },

  quantizationError: async ({ plan, inputs }, { document, ...context }) => {
    const { quantizationErrors } = await runs();
    const trio = modelTrio(document(), plan, 'Quantization error');
    return quantizationErrors(trio, inputs, context);
  },

  writeModel: async ({ plan, format }, { document }) => {
    const { exportFile } = await import('../project/exportFile.ts');
    const { name, bytes } = await exportFile(document(), plan, format);
    return { name, content: new Blob([new Uint8Array(bytes)]) };
  },

  checkExport: async ({ plan }, { document }) => {
    const { checkExport } = await import('../project/exportReport.ts');
    return checkExport(document(), plan);
  },

  trainingModels: async ({ plan, withFloat, to }, { document }) => {
    const { teacherOf } = await import('../project/training/teacher.ts');
    const { quantized, float } = modelTrio(document(), plan, 'Fine-tune');
    const models: TrainingModels = {
      quantized: quantized ?? fail('studio/not-converted', {}, 'Fine-tune'),
      float: withFloat ? float : null,
      teacher: withFloat ? teacherOf(document(), plan) : null,
    };
    // Copied: all models stay in use here.
    seal(to, models);
    return null;
  },

  keepTrained: async ({ id, from }) => {
    const graph = await unseal<ModelGraph>(from);
    addTrained(id, graph);
    return { stored: await keepTrained(id, graph) };
  },

  packSession: async ({ record, files }) => {
    const { packSession, trainedIdsOf } = await archives();
    const trained = new Map<string, ModelGraph>();
    for (const id of trainedIdsOf(record)) {
      const graph = trainedModel(id) ?? (await readTrained(id));
      if (graph) trained.set(id, graph);
    }
    const bytes = await packSession({ record, files: await readFiles(files), trained });
    return { archive: new Blob([bytes], { type: 'application/zip' }) };
  },

  unpackSession: async ({ archive }) => {
    const [file = fail('studio/no-session', {}, 'no file')] = await readFiles([archive]);
    const { unpackSession } = await archives();
    const { record, files, trained } = await unpackSession(file);
    for (const [id, graph] of trained) {
      addTrained(id, graph);
      await keepTrained(id, graph);
    }
    const blobs = files.map(({ name, bytes }) => ({
      name,
      blob: new Blob([new Uint8Array(bytes)]),
    }));
    return { record, files: blobs };
  },

  layoutGraph: async (request, { signal }) => {
    // A chain is laid out at once, anything else with the layout engine.
    const stack = stackLayout(request);
    if (stack) return stack;
    const [{ startElk }, { elkLayout }] = await Promise.all([
      import('./startElk.ts'),
      import('../project/layout/elkLayout.ts'),
    ]);
    const layout = await elkLayout(startElk(), request);
    signal.throwIfAborted();
    return layout;
  },

  describeCost: ({ plan, events }, { document }) => describeCost(assess(document(), plan), events),

  weightErrors: async ({ plan }, { document, pause }) => {
    const errors: { name: string; relativeError: number }[] = [];
    const { quantized } = assess(document(), plan);
    if (quantized?.isDesign) return errors;
    for (const node of quantized?.layers ?? []) {
      const relativeError = weightError(node);
      if (relativeError === null) continue;
      errors.push({ name: node.name, relativeError });
      await pause();
    }
    return errors;
  },

  layerDetails: async ({ plan, layer }, { document, pause }) => {
    const opened = document();
    // Walking the graph asks for one layer after the other: only the last counts.
    await pause();
    const { layerDetails } = await import('../project/layer/layerDetails.ts');
    return layerDetails(opened, plan, layer);
  },
};

/** Moves an array that owns its buffer to the page. */
function move(
  { buffer, byteLength }: Pick<Uint8Array, 'buffer' | 'byteLength'>,
  transfer: JobContext['transfer'],
): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) transfer(buffer);
}
