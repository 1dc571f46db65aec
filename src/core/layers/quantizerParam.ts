import { isJsonObject } from '../ir/json.ts';
import { custom, type Param, ParamError } from './params.ts';
import type { WeightMap } from '../ir/graph.ts';
import { quantizeKernel } from '../quantizers/quantizeKernel.ts';
import { tensor } from '../tensor/tensor.ts';

/** A weight quantizer as a quantized layer's configuration names it. */
export interface QuantizerConfig {
  /** Class name in the file: MaxQuantizer, MaxPerAxisQuantizer, StdWeightQuantizer, StdPerAxisQuantizer, ... */
  readonly className: string;
  /** Weight bitwidth. */
  readonly bits: number;
  /** Standard deviations that span the integer range; only the Std quantizers have it. */
  readonly threshold?: number;
}

/** A weight quantizer in a layer's configuration: `{class_name, config: {bitwidth, threshold?, name, ...}}`. */
export function quantizer(key: string, doc: string): Param<QuantizerConfig> {
  return custom<QuantizerConfig>(
    key,
    doc,
    (value) => {
      const config = isJsonObject(value) ? value['config'] : undefined;
      const className = isJsonObject(value) ? value['class_name'] : undefined;
      const bits = isJsonObject(config) ? config['bitwidth'] : undefined;
      const threshold = isJsonObject(config) ? config['threshold'] : undefined;
      if (typeof className !== 'string' || typeof bits !== 'number' || !Number.isInteger(bits)) {
        throw new ParamError('a quantizer with a class name and a bitwidth', value);
      }
      return typeof threshold === 'number' ? { className, bits, threshold } : { className, bits };
    },
    ({ className, bits, threshold }) => ({
      class_name: className,
      config: {
        name: className.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase(),
        trainable: true,
        dtype: 'float32',
        bitwidth: bits,
        ...(threshold === undefined ? {} : { threshold }),
      },
    }),
  );
}

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
