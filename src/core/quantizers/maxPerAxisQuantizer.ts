import { defineQuantizer, symmetricRange } from './define.ts';
import { maxAbs } from './statistics.ts';

/** Keeps an all-zero channel from dividing by zero. @source cnn2snn 2.3.6 quantization_ops.py */
const LOWEST_RANGE = Math.fround(1e-10);

/** sf = kmax / max(abs(w)) per output channel, the maximum clipped below at 1e-10. The toolkit's default. */
export const maxPerAxisQuantizer = defineQuantizer({
  className: 'MaxPerAxisQuantizer',
  doc: 'Spans the largest weight of every output channel: one scale per channel.',
  source:
    'docs/reference/integer-semantics.md#weight-quantizers; cnn2snn 2.3.6 quantization_ops.py',
  perAxis: true,
  bits: [2, 8],
  perTensorClassName: 'MaxQuantizer',
  range: symmetricRange,
  scaleFactor: (kernel, { bits }) =>
    maxAbs(kernel, true).map((max) => symmetricRange(bits)[1] / Math.max(max, LOWEST_RANGE)),
});
