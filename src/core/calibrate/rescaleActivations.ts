import type { ModelGraph } from '../ir/graph.ts';
import { discretize, quantizedReLUGrid } from '../layers/activationGrid.ts';
import { tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';
import { chooseActivationRanges, type RescaledActivations } from './activationRanges.ts';
import { fullBatches, type CalibrateOptions, type Chunks } from './chainSamples.ts';

/**
 * Lowers the max_value of every QuantizedReLU to the largest value that the samples bring there, so that no level lies idle.
 *     max_value' = min(max_value, max(activation(layer with float weights)))
 * Layers before run quantized, with the activations they had: the new steps count from the next use of the model on.
 * Only the first batch is looked at, as in the toolkit. An activation that stays silent keeps its max_value
 * (the toolkit sets 0 there, and the model gives NaN from then on).
 * @param samples  as the Keras model takes them
 * @throws StudioError graph/not-serial, calibrate/batch-size, forward/...; the signal's reason when cancelled
 * @source cnn2snn 2.3.6 calibration/calibration.py, activations_rescaling (Apache-2.0)
 */
export async function rescaleActivations(
  graph: ModelGraph,
  samples: Tensor<NumericArray>,
  options: CalibrateOptions = {},
): Promise<RescaledActivations> {
  const { perBatch: count } = fullBatches(samples, options);
  return chooseActivationRanges(
    graph,
    samples,
    {
      count,
      choose: (values, { bits, maxValue }) => {
        // The quantized activation grows with what goes in: its largest value is that of the largest one.
        const input = tensor(Float32Array.of(largestOf(values)), [1]);
        const [largest = 0] = discretize(input, quantizedReLUGrid(bits, maxValue)).data;
        return largest > 0 && largest < Math.fround(maxValue) ? largest : maxValue;
      },
      isUsedAtOnce: false,
    },
    options,
  );
}

function largestOf(chunks: Chunks): number {
  let largest = -Infinity;
  for (const { data } of chunks) {
    for (const value of data) if (value > largest) largest = value;
  }
  return largest;
}
