import { isJsonObject } from '../ir/json.ts';
import { custom, ParamError, type Param } from './params.ts';

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
