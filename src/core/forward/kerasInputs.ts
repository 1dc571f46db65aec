import type { InputScaling } from '../analysis/inputScaling.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { isLayer } from '../layers/define.ts';
import { rescaling } from '../layers/rescaling.ts';
import { tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';

/** What a Keras model takes for the pixels that its converted model takes: the pixels where it has a Rescaling layer, else `unscaled`. */
export function kerasInputs(
  graph: ModelGraph,
  pixels: Tensor<NumericArray>,
  scaling: InputScaling,
): Tensor<NumericArray> {
  const scalesItself = graph.layers.some((node) => isLayer(node, rescaling));
  return scalesItself ? pixels : unscaled(pixels, scaling);
}

/**
 * keras_input = (akida_input - shift) / scale
 * @param pixels  as the converted model takes them, any shape
 * @source docs/reference/integer-semantics.md#input-scaling
 */
export function unscaled(pixels: Tensor<NumericArray>, [scale, shift]: InputScaling): Tensor {
  return tensor(
    Float32Array.from(pixels.data, (value) => (value - shift) / scale),
    pixels.shape,
  );
}
