import { binaryPerAxisQuantizer } from './binaryPerAxisQuantizer.ts';
import { binaryQuantizer } from './binaryQuantizer.ts';
import type { WeightQuantizer } from './define.ts';
import { maxPerAxisQuantizer } from './maxPerAxisQuantizer.ts';
import { maxQuantizer } from './maxQuantizer.ts';
import { stdPerAxisQuantizer } from './stdPerAxisQuantizer.ts';
import { stdWeightQuantizer } from './stdWeightQuantizer.ts';

/** Every weight quantizer. A quantizer is one file and one line here. */
export const weightQuantizers: readonly WeightQuantizer[] = [
  binaryPerAxisQuantizer,
  binaryQuantizer,
  maxPerAxisQuantizer,
  maxQuantizer,
  stdPerAxisQuantizer,
  stdWeightQuantizer,
];

const byClassName = new Map(weightQuantizers.map((quantizer) => [quantizer.className, quantizer]));

/** The quantizer of that class name; undefined for one we do not know. */
export function weightQuantizer(className: string): WeightQuantizer | undefined {
  return byClassName.get(className);
}

/** The toolkit's default per bitwidth: one scale per output channel. */
export function defaultQuantizer(bits: number): WeightQuantizer {
  return bits === 1 ? binaryPerAxisQuantizer : maxPerAxisQuantizer;
}
