import { calibrateBias, type Calibration } from '../../core/calibrate/calibrateBias.ts';
import { calibrateLevels } from '../../core/calibrate/fitActivations.ts';
import { requireQuantized, type CalibrateOptions } from '../../core/calibrate/chainSamples.ts';
import { rescaleActivations } from '../../core/calibrate/rescaleActivations.ts';
import { compareQuantization } from '../../core/forward/compareQuantization.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import type { NumericArray, Tensor } from '../../core/tensor/tensor.ts';
import type { CalibrationMethod, CalibrationOutcome, LayerError } from './request.ts';

/** Options of a calibration; the last four are for AdaRound only. */
interface CalibrationOptions extends CalibrateOptions {
  readonly epochs?: number;
  readonly learningRate?: number;
  /** Compare outputs behind the activation. */
  readonly includeActivation?: boolean;
  /** Starts the backend that AdaRound computes on. */
  readonly startBackend: () => Promise<unknown>;
}

type Calibrate = (
  quantized: ModelGraph,
  samples: Tensor<NumericArray>,
  options: CalibrationOptions,
) => Promise<Calibration>;

/** Every calibration by its name. */
const METHODS: Readonly<Record<CalibrationMethod, Calibrate>> = {
  activations: async (quantized, samples, options) => {
    requireQuantized(quantized);
    const { graph, activations } = await rescaleActivations(quantized, samples, options);
    return { graph, report: { activations, layers: [], samples: samples.shape[0] ?? 0 } };
  },
  levels: calibrateLevels,
  bias: calibrateBias,
  adaround: async (quantized, samples, { startBackend, ...options }) => {
    // TensorFlow.js takes a while to load: only where it is needed.
    const { calibrateAdaRound } = await import('../../core/qat/adaround/calibrateAdaRound.ts');
    await startBackend();
    return calibrateAdaRound(quantized, samples, options);
  },
};

/**
 * Calibrates a quantized model.
 * @param samples inputs as the Keras model takes them
 * @throws StudioError calibrate/*, forward/*; qat/* of AdaRound
 */
export function calibrate(
  method: CalibrationMethod,
  quantized: ModelGraph,
  samples: Tensor<NumericArray>,
  options: CalibrationOptions,
): Promise<Calibration> {
  return METHODS[method](quantized, samples, options);
}

/** Samples that the layers' errors are measured on: enough for two digits. */
const MEASURED = 32;

/**
 * Measures what a calibration did to every layer: its error against the float model, or, without one, the error that it reduced.
 * @param onFraction  called with the part that is measured, 0 .. 1
 */
export async function calibrationOutcome(
  { float, quantized }: { readonly float: ModelGraph | null; readonly quantized: ModelGraph },
  { graph, report }: Calibration,
  inputs: Tensor<NumericArray>,
  {
    signal,
    onFraction,
  }: { readonly signal: AbortSignal; readonly onFraction: (fraction: number) => void },
): Promise<CalibrationOutcome> {
  const { samples, activations } = report;
  if (!float) {
    const layers = report.layers.map(({ name, errorBefore, errorAfter }) => ({
      name,
      before: errorBefore,
      after: errorAfter,
    }));
    return { samples, measure: 'mean-squared-error', layers, activations };
  }
  const [count = 0, ...shape] = inputs.shape;
  const used = Math.min(MEASURED, count);
  const data = inputs.data.subarray(0, (inputs.data.length / count) * used);
  const some = { data, shape: [used, ...shape] };
  const before = await compareQuantization(float, quantized, some, { signal });
  onFraction(0.5);
  const after = await compareQuantization(float, graph, some, { signal });
  const byName = new Map(after.map(({ name, relativeError }) => [name, relativeError]));
  const layers = before.map(({ name, relativeError }): LayerError => ({
    name,
    before: relativeError,
    after: byName.get(name) ?? relativeError,
  }));
  return { samples, measure: 'relative-error', layers, activations };
}
