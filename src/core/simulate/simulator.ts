import type { AkidaModel } from '../akida/model.ts';
import { sizeOf, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { checkInputs, checkRunnable } from './checkSimulation.ts';
import { integerInputs } from './quantizeInputs.ts';
import { createCollector } from './createCollector.ts';
import { createReferenceEngine } from './referenceEngine.ts';
import type { Engine, EngineName, KeptLayers, SimulationResult } from './engine.ts';
import { createFastEngine } from './fast/createFastEngine.ts';
import { instantiateKernels } from './fast/kernels.ts';
import { planLayers, type LayerPlan } from './layerPlan.ts';
import { pauseForEvents } from './pacer.ts';

/** Options of one run. */
export interface RunOptions {
  /** Layers whose outputs are kept; default `last`. `forward` and `predict` are there in any case. */
  readonly layers?: KeptLayers;
  /** Also keeps the potentials of these layers. Default false. */
  readonly potentials?: boolean;
  /** Cancels between two images: the run rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with the number of finished images now and then, and at the end. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A model prepared for many runs. */
export interface Simulator {
  /**
   * Runs inputs through the model.
   * @param inputs  uint8 (N, X, Y, C), or (N, C) where the model takes vectors; float32 too where a Quantizer stands first
   * @throws StudioError simulate/input-* for inputs that do not fit, simulate/unknown-layer for `layers`
   */
  run(inputs: Tensor<NumericArray>, options?: RunOptions): Promise<SimulationResult>;
}

/**
 * Prepares a converted model once, to run it many times: weights are packed and buffers allocated here.
 * @throws StudioError simulate/* when the model's parts do not fit together
 * @example const simulator = await createSimulator(readFbz(bytes, 'model.fbz'));
 *          const { predict, layers } = await simulator.run(images);
 */
export async function createSimulator(
  model: AkidaModel,
  options: { readonly engine?: EngineName } = {},
): Promise<Simulator> {
  checkRunnable(model);
  const plans = planLayers(model);
  const engine = await createEngine(plans, options.engine ?? 'auto');
  return { run: (inputs, runOptions = {}) => runAll(model, plans, engine, inputs, runOptions) };
}

async function createEngine(plans: readonly LayerPlan[], name: EngineName): Promise<Engine> {
  if (name === 'reference') return createReferenceEngine(plans);
  const kernels = await instantiateKernels();
  return kernels === null ? createReferenceEngine(plans) : createFastEngine(plans, kernels, name);
}

/** Time between two looks at the event loop: short enough for a smooth progress bar, long enough to cost nothing. */
const SLICE_MS = 25;

async function runAll(
  model: AkidaModel,
  plans: readonly LayerPlan[],
  engine: Engine,
  inputs: Tensor<NumericArray>,
  options: RunOptions,
): Promise<SimulationResult> {
  const { signal, onProgress } = options;
  const count = checkInputs(model, inputs);
  const pixels = integerInputs(model, inputs);
  const collect = createCollector(plans, count, options);
  signal?.throwIfAborted();
  const imageSize = sizeOf(inputs.shape) / count;
  let sliceEnd = performance.now() + SLICE_MS;
  for (let image = 0; image < count; image++) {
    const at = image * imageSize;
    engine.run(pixels.subarray(at, at + imageSize), (layer, run) => {
      collect.add(image, layer, run);
    });
    if (performance.now() < sliceEnd || image === count - 1) continue;
    onProgress?.(image + 1, count);
    await pauseForEvents();
    signal?.throwIfAborted();
    sliceEnd = performance.now() + SLICE_MS;
  }
  onProgress?.(count, count);
  return collect.result();
}

/** Options of `simulate`: those of one run, and the engine. */
export interface SimulateOptions extends RunOptions {
  readonly engine?: EngineName;
}

/**
 * Runs inputs through a converted model, exactly as the Akida 1.0 runtime does, to the integer.
 * For many runs of one model use `createSimulator`.
 * @param inputs  uint8 (N, X, Y, C), or (N, C) where the model takes vectors
 * @throws StudioError simulate/* for a model or inputs that do not fit; the signal's reason when cancelled
 * @source docs/reference/integer-semantics.md#running-the-integers
 */
export async function simulate(
  model: AkidaModel,
  inputs: Tensor<NumericArray>,
  { engine, ...options }: SimulateOptions = {},
): Promise<SimulationResult> {
  const simulator = await createSimulator(model, engine === undefined ? {} : { engine });
  return simulator.run(inputs, options);
}
