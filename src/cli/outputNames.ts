import { join, parse } from 'node:path';

/** Path without its extension: results lie beside their input, as the toolkit puts them. */
export function baseOf(path: string): string {
  const { dir, name } = parse(path);
  return join(dir, name);
}

/** Bitwidths in a file name; `inputWeightBits` is the first layer's. */
export interface NamedBits {
  readonly inputWeightBits: number;
  readonly weightBits: number;
  readonly activationBits: number;
}

/**
 * Name of a quantized model: the bitwidths go to the end, in place of those of an earlier quantization.
 * @example quantizedName('model_iq8_wq4_aq4.h5', { 2, 2, 2 })  ->  'model_iq2_wq2_aq2.h5'
 * @source cnn2snn 2.3.6 cli.py
 */
export function quantizedName(path: string, bits: NamedBits): string {
  const base = baseOf(path).replace(/_iq\d_wq\d_aq\d$/, '');
  return `${base}_iq${bits.inputWeightBits}_wq${bits.weightBits}_aq${bits.activationBits}.h5`;
}
