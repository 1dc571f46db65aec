import { defineQuantizer } from './define.ts';
import { maxPositive } from './statistics.ts';

/** 1-bit weights per output channel, ours: see BinaryQuantizer. */
export const binaryPerAxisQuantizer = defineQuantizer({
  className: 'BinaryPerAxisQuantizer',
  doc: 'One bit: weights above half the largest one of their output channel stay, all others become zero.',
  source:
    'cnn2snn-studio; range {0, 1} from docs/reference/integer-semantics.md#weights-of-one-bit',
  perAxis: true,
  bits: [1, 1],
  perTensorClassName: 'BinaryQuantizer',
  range: () => [0, 1],
  scaleFactor: (kernel) => maxPositive(kernel, true).map((max) => 1 / max),
});
