import { defineRule } from './define.ts';
import { absoluteSums } from '../akida/absoluteSums.ts';
import type { AkidaModel } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';

/** 20 bits, signed. @source docs/reference/integer-semantics.md#saturation */
const MAX_POTENTIAL = 2 ** 19 - 1;

/**
 * A potential that leaves the range is cut to its end, while the quantized Keras model goes on counting: the two then
 * differ. Comparing them on images of your own shows whether it happens.
 */
export const potentialOverflow = defineRule({
  id: 'potential-overflow',
  level: 'quantization',
  severity: 'info',
  title: 'Potentials may leave 20 bits',
  source:
    'docs/reference/compatibility.md#potential-overflow; docs/reference/integer-semantics.md#saturation',
  doc: 'Potentials saturate at 20 bits signed. The bound is that of the worst input; real inputs rarely come near it.',
  afterConversion: true,
  check: ({ converted, generation }) =>
    (converted ? potentialBounds(converted, generation.pixelBits) : [])
      .filter(({ bound }) => bound > MAX_POTENTIAL)
      .map(({ layer, bound }) => ({
        layer,
        message: `In the worst case potentials of "${layer}" reach ${bound} and would be cut at ${MAX_POTENTIAL}.`,
        expected: `at most ${MAX_POTENTIAL}`,
        received: String(bound),
        hint: 'Compare the spiking model with the quantized one on your data; if they part here, use fewer weight or activation bits.',
      })),
});

/** The largest absolute potential a layer can reach, over its neurons. */
interface PotentialBound {
  readonly layer: string;
  readonly bound: number;
}

/**
 * Bound of every layer's potentials, whatever the input:
 *     max over n of sum(abs(w[..., n])) * max input            times the cells of the map under global average pooling
 * For a separable layer the kernel is the product of its two kernels.
 * @source docs/reference/compatibility.md#potential-overflow
 */
function potentialBounds(model: AkidaModel, pixelBits: number): readonly PotentialBound[] {
  const geometry = geometryOf(model);
  const bounds: PotentialBound[] = [];
  let maxInput = 2 ** pixelBits - 1;
  for (const [i, layer] of model.layers.entries()) {
    if (layer.kind === 'InputData') {
      maxInput = 2 ** layer.inputBits - 1;
      continue;
    }
    const [x, y] = geometry[i]?.convolution ?? [1, 1];
    const averages = layer.kind !== 'FullyConnected' && layer.pooling.type === 'globalAverage';
    const bound = Math.max(0, ...absoluteSums(layer)) * maxInput * (averages ? x * y : 1);
    bounds.push({ layer: layer.name, bound });
    maxInput = 2 ** layer.actBits - 1;
  }
  return bounds;
}
