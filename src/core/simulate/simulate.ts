import type { AkidaModel } from '../akida/model.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';
import type { EngineName } from './engine.ts';
import type { SimulationResult } from './simulationResult.ts';
import { createSimulator, type RunOptions } from './simulator.ts';

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
