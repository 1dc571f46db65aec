import { isJsonObject, type Json, type JsonObject } from '../ir/json.ts';
import { custom, ParamError, type Param } from './params.ts';
import type { QuantizerConfig } from './quantizerParam.ts';

/** Class name of QuantizeML's weight quantizer: the scale of a channel is its largest weight over the largest integer. */
export const WEIGHT_QUANTIZER = 'WeightQuantizer';

/** Real values of padded cells; only models made ready to run have them as a weight. */
export const PADDED_CELLS = 'padded_cells';

/** `quant_config` of a layer of QuantizeML: the quantizers that we read, and the whole as it stood. */
export interface QuantizemlConfig extends QuantizerConfig {
  readonly source: JsonObject;
}

/** Where QuantizeML leaves bits to its defaults. @source quantizeml 1.2 layers/quantization_params.py */
const DEFAULT_BITS = 8;

/**
 * The quantizer of one kernel out of `quant_config`.
 * @param name  its key there: weight_quantizer, dw_weight_quantizer, pw_weight_quantizer or output_quantizer
 */
export function quantizemlQuantizer(name: string, doc: string): Param<QuantizemlConfig> {
  return custom<QuantizemlConfig>(
    'quant_config',
    doc,
    (value) => {
      if (!isJsonObject(value)) throw new ParamError('the quantizers of the layer', value);
      const bits = bitsOf(value, name) ?? DEFAULT_BITS;
      if (!Number.isInteger(bits) || bits < 1 || bits > 32) {
        throw new ParamError(`a bitwidth of 1 to 32 for "${name}"`, bits);
      }
      return { className: WEIGHT_QUANTIZER, bits, source: value };
    },
    ({ source }) => source,
  );
}

/** The bits of one quantizer out of `quant_config`, which the parameter with the quantizer writes. */
export function quantizemlBits(name: string, doc: string): Param<number> {
  const { parse } = quantizemlQuantizer(name, doc);
  return custom<number>(
    'quant_config',
    doc,
    (value) => parse(value).bits,
    (bits) => ({ [name]: { bitwidth: bits } }),
  );
}

/** What a convolution of QuantizeML says of the cells around its input: one value, or one a channel; null: zeros, or none. */
export const paddingValue: Param<readonly number[] | null> = custom<readonly number[] | null>(
  'padding_value',
  'Real value of padded cells, or one per channel; none = zeros.',
  (value) => {
    if (value === null) return null;
    const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
    const numbers = list.filter((item) => typeof item === 'number');
    if (list.length > 0 && numbers.length === list.length) return numbers;
    throw new ParamError('a number, or a list of numbers', value);
  },
  (value) => (value === null ? null : [...value]),
  null,
);

/** A number that a quantizer of `quant_config` states; undefined where it does not. */
export function quantizerSetting(
  config: JsonObject,
  name: string,
  key: 'bitwidth' | 'scale_bits' | 'buffer_bitwidth',
): number | undefined {
  const quantizer = config[name];
  const value = isJsonObject(quantizer) ? quantizer[key] : undefined;
  return typeof value === 'number' ? value : undefined;
}

function bitsOf(config: JsonObject, name: string): number | undefined {
  return quantizerSetting(config, name, 'bitwidth');
}
