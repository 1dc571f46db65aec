import { defineQuantizer, symmetricRange } from './define.ts';
import { maxAbs } from './statistics.ts';

/** sf = kmax / max(abs(w)), one for the tensor. */
export const maxQuantizer = defineQuantizer({
  className: 'MaxQuantizer',
  doc: 'Spans the largest weight of the whole kernel: one scale for all channels.',
  source:
    'docs/reference/integer-semantics.md#weight-quantizers; cnn2snn 2.3.6 quantization_ops.py',
  perAxis: false,
  bits: [2, 8],
  perTensorClassName: 'MaxQuantizer',
  range: symmetricRange,
  scaleFactor: (kernel, { bits }) =>
    maxAbs(kernel, false).map((max) => symmetricRange(bits)[1] / max),
});
