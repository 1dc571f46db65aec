import type { InputScaling } from '../convert/inputScaling.ts';
import { tensor, type NumericArray, type Tensor } from '../tensor/tensor.ts';

/**
 * What a Keras model without a Rescaling layer takes for the pixels that its converted model takes.
 *     keras_input = (akida_input - shift) / scale
 * @param pixels  as the converted model takes them, any shape
 * @source reference/integer-semantics.md: akida_input = scale * keras_input + shift
 */
export function kerasInputs(pixels: Tensor<NumericArray>, [scale, shift]: InputScaling): Tensor {
  return tensor(
    Float32Array.from(pixels.data, (value) => (value - shift) / scale),
    pixels.shape,
  );
}
