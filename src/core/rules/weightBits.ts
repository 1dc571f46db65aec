import type { QuantizerConfig } from '../layers/quantizerParam.ts';
import { bitsBelow, defineRule, type Finding, orList } from './define.ts';
import { isNeural, isQuantizedNeural, isSeparable } from '../layers/layerGroups.ts';
import type { LayerNode } from '../ir/graph.ts';
import type { RuleContext } from './context.ts';

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
    const { weightBits: allowed } = context.generation;
    // The toolkit checks every layer but the input convolution, which takes what an int8 holds.
    const most = Math.max(...allowed);
    return context.graph.layers.filter(isQuantizedNeural).flatMap((node) => {
      const { bits } = node.config.quantizer;
      const depthwise =
        isSeparable(node) && 'quantizerDw' in node.config ? node.config.quantizerDw : undefined;
      const found = [bits, ...differing(depthwise, bits)].filter((b) => !allowed.includes(b));
      return found.map((b) => finding(node.name, b, allowed, node === pixels && b > 0 && b < most));
    });
  },
});

function differing(quantizer: QuantizerConfig | undefined, bits: number): readonly number[] {
  return quantizer && quantizer.bits !== bits ? [quantizer.bits] : [];
}

function finding(
  layer: string,
  bits: number,
  allowed: readonly number[],
  isTolerated: boolean,
): Finding {
  return {
    layer,
    message: isTolerated
      ? `The input convolution "${layer}" has ${bits}-bit weights: the toolkit lets them pass, its guide lists ${orList(allowed).replace(' or ', ' and ')}.`
      : `Layer "${layer}" has ${bits}-bit weights.`,
    expected: `${orList(allowed)} bits`,
    received: `${bits} bits`,
    hint: `Set the weight bits of "${layer}" to ${bitsBelow(bits, allowed)}, or to ${Math.max(...allowed)} in the first layer.`,
    ...(isTolerated ? { severity: 'warning' as const } : {}),
  };
}

/** The neural layer that will work on pixels as InputConvolutional; undefined with sparse input. */
function onPixels({ segments, input }: RuleContext): LayerNode | undefined {
  if (!input.inputIsImage) return undefined;
  return segments.find((segment) => segment.startsAtInput)?.ordered.find((node) => isNeural(node));
}
