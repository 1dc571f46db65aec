import { defineQuantizer } from './define.ts';
import { maxPositive } from './statistics.ts';

/**
 * 1-bit weights, ours (the toolkit stops at 2 bits; the runtime holds {0, 1}): sf = 1 / max(w), values {0, 1/sf}.
 * A weight above half the largest one becomes 1, all others 0.
 */
export const binaryQuantizer = defineQuantizer({
  className: 'BinaryQuantizer',
  doc: 'One bit: weights above half the largest one of the kernel stay, all others become zero.',
  source:
    'cnn2snn-studio; range {0, 1} from docs/reference/integer-semantics.md#weights-of-one-bit',
  perAxis: false,
  bits: [1, 1],
  perTensorClassName: 'BinaryQuantizer',
  range: () => [0, 1],
  scaleFactor: (kernel) => maxPositive(kernel, false).map((max) => 1 / max),
});
