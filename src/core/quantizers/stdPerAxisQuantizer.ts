import { defineQuantizer, symmetricRange } from './define.ts';
import { standardDeviation } from './statistics.ts';

const DEFAULT_THRESHOLD = 3;

/** sf = kmax / (threshold * std(w)) per output channel. */
export const stdPerAxisQuantizer = defineQuantizer({
  className: 'StdPerAxisQuantizer',
  doc: 'Spans a number of standard deviations of every output channel and cuts what lies outside.',
  source:
    'docs/reference/integer-semantics.md#standard-deviations; cnn2snn 2.3.6 quantization_ops.py',
  perAxis: true,
  bits: [2, 8],
  threshold: DEFAULT_THRESHOLD,
  perTensorClassName: 'StdWeightQuantizer',
  range: symmetricRange,
  scaleFactor: (kernel, { bits, threshold = DEFAULT_THRESHOLD }) =>
    standardDeviation(kernel, true).map(
      (std) => symmetricRange(bits)[1] / Math.fround(std * Math.fround(threshold)),
    ),
});
