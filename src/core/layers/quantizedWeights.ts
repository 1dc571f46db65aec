import type { WeightMap } from '../ir/graph.ts';
import { quantizeKernel } from '../quantizers/quantizeKernel.ts';
import { tensor } from '../tensor/tensor.ts';
import type { QuantizerConfig } from './quantizerParam.ts';

/**
 * A layer's weights with kernels rounded to the grids of their quantizers, as a quantized layer computes with them.
 * @param quantizers  by the name of the kernel they round; kernels that are missing stay missing
 * @param layer       names the layer in errors
 * @throws StudioError quantize/unknown-quantizer, quantize/quantizer-bits, quantize/non-finite-weight
 */
export function quantizedWeights(
  weights: WeightMap,
  quantizers: Readonly<Record<string, QuantizerConfig>>,
  layer: string,
): WeightMap {
  const result: Record<string, WeightMap[string]> = { ...weights };
  for (const [name, config] of Object.entries(quantizers)) {
    const kernel = weights[name];
    if (!kernel) continue;
    result[name] = tensor(quantizeKernel(kernel, config, layer).real, kernel.shape);
  }
  return result;
}
