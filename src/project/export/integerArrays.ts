import { neuronsOf, type AkidaModel, type NeuralAkidaLayer } from '../../core/akida/model.ts';
import { tensor, type NumericArray, type Tensor } from '../../core/tensor/tensor.ts';

/**
 * The integers of a converted network by `<layer>/<array>`: `weights` and `weights_pw` int8 as the file stores them
 * (kx, ky, C, N), `threshold` int32 (N), `act_step` float32 (N).
 */
export function integerArrays(model: AkidaModel): ReadonlyMap<string, Tensor<NumericArray>> {
  const arrays = new Map<string, Tensor<NumericArray>>();
  for (const layer of model.layers) {
    if (layer.kind === 'InputData') continue;
    arrays.set(`${layer.name}/weights`, tensor(layer.weights, weightShape(layer)));
    if (layer.kind === 'SeparableConvolutional') {
      const shape = [1, 1, layer.weightsPw.length / layer.filters, layer.filters];
      arrays.set(`${layer.name}/weights_pw`, tensor(layer.weightsPw, shape));
    }
    arrays.set(`${layer.name}/threshold`, tensor(layer.threshold, [layer.threshold.length]));
    arrays.set(`${layer.name}/act_step`, tensor(layer.actStep, [layer.actStep.length]));
  }
  return arrays;
}

function weightShape(layer: NeuralAkidaLayer): readonly number[] {
  const [kx, ky] = layer.kind === 'FullyConnected' ? [1, 1] : layer.kernelSize;
  // A depthwise kernel has one output a channel.
  const outputs = layer.kind === 'SeparableConvolutional' ? 1 : neuronsOf(layer);
  return [kx, ky, layer.weights.length / (kx * ky * outputs), outputs];
}
