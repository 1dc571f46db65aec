import { defineQuantizer, symmetricRange } from './define.ts';
import { standardDeviation } from './statistics.ts';

const DEFAULT_THRESHOLD = 3;

/** sf = kmax / (threshold * std(w)), one for the tensor. */
export const stdWeightQuantizer = defineQuantizer({
  className: 'StdWeightQuantizer',
  doc: 'Spans a number of standard deviations of the whole kernel and cuts what lies outside.',
  source:
    'docs/reference/integer-semantics.md#standard-deviations; cnn2snn 2.3.6 quantization_ops.py',
  perAxis: false,
  bits: [2, 8],
  threshold: DEFAULT_THRESHOLD,
  perTensorClassName: 'StdWeightQuantizer',
  range: symmetricRange,
  scaleFactor: (kernel, { bits, threshold = DEFAULT_THRESHOLD }) =>
    standardDeviation(kernel, false).map(
      (std) => symmetricRange(bits)[1] / Math.fround(std * Math.fround(threshold)),
    ),
});
