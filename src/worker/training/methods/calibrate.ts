import { divisionOf } from '../../../core/data/splitImages.ts';
import { calibrateBias, type Calibration } from '../../../core/calibrate/calibrateBias.ts';
import { calibrateLevels } from '../../../core/calibrate/fitActivations.ts';
import { requireQuantized, type CalibrateOptions } from '../../../core/calibrate/chainSamples.ts';
import { rescaleActivations } from '../../../core/calibrate/rescaleActivations.ts';
import { dataParts, spread } from '../../../core/data/imageSet.ts';
import { compareQuantization } from '../../../core/forward/compareQuantization.ts';
import { kerasInputs } from '../../../core/forward/inputs.ts';
import { inputScalingOf } from '../../../core/analysis/inputScaling.ts';
import { calibrateAdaRound } from '../../../core/qat/adaround/calibrateAdaRound.ts';
import type { NumericArray, Tensor } from '../../../core/tensor/tensor.ts';
import { convertOptions } from '../../../project/coreOptions.ts';
import { unseal } from '../../rpc/sealed.ts';
import {
  type CalibrationMethod,
  type CalibrationOutcome,
  type LayerError,
  type TrainingModels,
  type TrainingRequest,
} from '../contract.ts';
import { sealWeights } from '../sealWeights.ts';
import { startBackend } from '../startBackend.ts';
import { defineTrainingMethod, type TrainingContext } from './define.ts';

type Calibrate = (
  request: TrainingRequest,
  samples: Tensor<NumericArray>,
  context: CalibrateOptions & Pick<TrainingContext, 'report'>,
) => Promise<Calibration>;

/** Every calibration by its name in the contract. */
const METHODS: Readonly<Record<CalibrationMethod, Calibrate>> = {
  activations: async ({ quantized }, samples, options) => {
    requireQuantized(quantized.layers);
    const { graph, activations } = await rescaleActivations(quantized, samples, options);
    return { graph, report: { activations, layers: [], samples: samples.shape[0] ?? 0 } };
  },
  levels: ({ quantized }, samples, options) => calibrateLevels(quantized, samples, options),
  bias: ({ quantized }, samples, options) => calibrateBias(quantized, samples, options),
  adaround: async ({ quantized, settings }, samples, { report, ...options }) => {
    await startBackend(settings.backend, report);
    return calibrateAdaRound(quantized, samples, { ...options, batchSize: ROUNDING_BATCH });
  },
};

/** AdaRound takes one optimizer step a batch. */
const ROUNDING_BATCH = 16;

/** Samples that the layers' errors are measured on: enough for two digits. */
const MEASURED = 32;

/** Calibrates with training images of the open data set, and tells what it did to every layer. @throws StudioError calibrate/*, forward/* */
export const calibrate = defineTrainingMethod(
  'calibrate',
  async ({ models, weights, ...asked }, { data, signal, report }): Promise<CalibrationOutcome> => {
    const request = { ...asked, ...(await unseal<TrainingModels>(models)) };
    const { training } = dataParts(data(), divisionOf(request.settings));
    const chosen = spread(training.chosen, request.samples);
    const { quantized, conversion } = request;
    const scaling = inputScalingOf(quantized, convertOptions(conversion).inputScaling);
    const samples = kerasInputs(quantized, await training.images.read(chosen), scaling);
    const onProgress = (done: number, total: number) => {
      report({ kind: 'stage', text: 'Calibrating', fraction: (0.6 * done) / total });
    };
    const { graph, report: found } = await METHODS[request.method](request, samples, {
      signal,
      onProgress,
      report,
    });
    const errors = await layerErrors(request, graph, samples, (fraction) => {
      report({ kind: 'stage', text: 'Measuring the layers', fraction: 0.6 + 0.4 * fraction });
    });
    sealWeights(weights, graph);
    return {
      samples: found.samples,
      measure: errors ? 'relative-error' : 'mean-squared-error',
      layers:
        errors ??
        found.layers.map(({ name, errorBefore, errorAfter }) => ({
          name,
          before: errorBefore,
          after: errorAfter,
        })),
      activations: found.activations,
    };

    async function layerErrors(
      { float, quantized }: TrainingRequest,
      calibrated: TrainingRequest['quantized'],
      inputs: Tensor<NumericArray>,
      onFraction: (fraction: number) => void,
    ): Promise<readonly LayerError[] | null> {
      if (!float) return null;
      const [count = 0, ...shape] = inputs.shape;
      const used = Math.min(MEASURED, count);
      const some = {
        data: inputs.data.subarray(0, (inputs.data.length / count) * used),
        shape: [used, ...shape],
      };
      const before = await compareQuantization(float, quantized, some, { signal });
      onFraction(0.5);
      const after = await compareQuantization(float, calibrated, some, { signal });
      const byName = new Map(after.map(({ name, relativeError }) => [name, relativeError]));
      return before.map(({ name, relativeError }) => ({
        name,
        before: relativeError,
        after: byName.get(name) ?? relativeError,
      }));
    }
  },
);
