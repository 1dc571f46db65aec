import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { defineRule, type Finding } from './define.ts';
import { isQuantizedNeural, isSeparable } from '../layers/layerGroups.ts';
import { onPixels } from './onPixels.ts';

/** What the file format holds; the chip's own limits are in targets/. @source docs/reference/compatibility.md#weight-bits */
const WEIGHT_BITS: readonly number[] = [1, 2, 4, 8];
/** The toolkit checks every layer but the input convolution, which takes what an int8 holds. */
const MAX_INPUT_BITS = 8;

/**
 * The file stores weights in these sizes. Few bits make the kernels small and cost accuracy, which fine-tuning can win
 * back. On the chip itself only the input convolution takes 8 bits.
 */
export const weightBits = defineRule({
  id: 'weight-bits',
  level: 'quantization',
  severity: 'error',
  title: 'Weight bitwidth not supported',
  source:
    'docs/reference/compatibility.md#weight-bits; cnn2snn 2.3.6 model_generator.py, _check_weight_bitwidth',
  doc: 'Weights have 1, 2, 4 or 8 bits. (1 bit is a quantizer of our own; the toolkit starts at 2.)',
  check: (context) => {
    const pixels = onPixels(context);
    return context.graph.layers.filter(isQuantizedNeural).flatMap((node) => {
      const { bits } = node.config.quantizer;
      const depthwise =
        isSeparable(node) && 'quantizerDw' in node.config ? node.config.quantizerDw : undefined;
      const found = [bits, ...differing(depthwise, bits)].filter((b) => !WEIGHT_BITS.includes(b));
      return found.map((b) =>
        finding(node.name, b, node === pixels && b > 0 && b < MAX_INPUT_BITS),
      );
    });
  },
});

function differing(quantizer: QuantizerConfig | undefined, bits: number): readonly number[] {
  return quantizer && quantizer.bits !== bits ? [quantizer.bits] : [];
}

function finding(layer: string, bits: number, isTolerated: boolean): Finding {
  return {
    layer,
    message: isTolerated
      ? `The input convolution "${layer}" has ${bits}-bit weights: the toolkit lets them pass, its guide lists 1, 2, 4 and 8.`
      : `Layer "${layer}" has ${bits}-bit weights.`,
    expected: '1, 2, 4 or 8 bits',
    received: `${bits} bits`,
    hint: `Set the weight bits of "${layer}" to ${[...WEIGHT_BITS].reverse().find((b) => b < bits) ?? 2}, or to 8 in the first layer.`,
    ...(isTolerated ? { severity: 'warning' as const } : {}),
  };
}
