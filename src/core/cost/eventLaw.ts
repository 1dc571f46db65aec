import type { NeuralAkidaLayer } from '../akida/model.ts';

/** The chips whose cost the vendor published. */
export type CostedChip = 'akd1000' | 'akd1500';

interface Coefficient {
  readonly layer: 'convolutional' | 'separable';
  readonly kernel: number;
  readonly weightBits: number;
  readonly c: number;
}

const convolution = (kernel: number, c: number, weightBits = 4): Coefficient => ({
  layer: 'convolutional',
  kernel,
  weightBits,
  c,
});

/**
 * Clocks per input event and filter on one neural processor. Nothing else was published: no other kernel, no fully
 * connected layer, and not the input convolution, which runs on a unit of its own and ignores sparsity.
 * @source docs/reference/cost-model.md#event-cost-law (vendor's measurement on AKD1500, October 2026; AKD1000 beside it)
 */
const COEFFICIENTS: Readonly<Record<CostedChip, readonly Coefficient[]>> = {
  akd1500: [
    convolution(1, 0.386),
    convolution(3, 0.648),
    convolution(5, 2.24),
    convolution(7, 9.269),
    { layer: 'separable', kernel: 3, weightBits: 4, c: 0.646 },
  ],
  akd1000: [
    convolution(1, 0.375),
    convolution(3, 0.635),
    convolution(5, 2.185),
    convolution(7, 9.25),
    { layer: 'separable', kernel: 3, weightBits: 4, c: 0.625 },
    convolution(5, 0.98, 2),
    convolution(7, 1.6, 2),
  ],
};

/** Says next to every number of this law what it stands on. @source docs/reference/cost-model.md#error-of-the-law */
export const EVENT_LAW_BASIS =
  'Estimate from the vendor\u2019s published event law, without the fixed cost of a layer. Fitted layer by layer on one network, its coefficient was mostly 0.65 to 0.70 and at worst 1.08, where the law says 0.646.';

/**
 * Work of a layer on the chip, in clocks of one neural processor (NP). Divided by the number of NPs that the mapping
 * gives the layer it is the time in clocks; dynamic energy is proportional to it either way.
 *     NP clocks = input events * filters * c
 * @param events  non-zero values that enter the layer in one inference
 * @returns null where nothing was published for such a layer
 * @example Convolutional 3x3, 32 filters, 4-bit weights, 1000 events, AKD1000: 1000 * 32 * 0.635 = 20,320
 * @source docs/reference/cost-model.md#event-cost-law
 */
export function eventClocks(
  layer: NeuralAkidaLayer,
  events: number,
  chip: CostedChip = 'akd1000',
): number | null {
  const kind = layer.kind === 'SeparableConvolutional' ? 'separable' : 'convolutional';
  if (layer.kind === 'InputConvolutional' || layer.kind === 'FullyConnected') return null;
  const [kernel, other] = layer.kernelSize;
  if (kernel !== other) return null;
  const known = COEFFICIENTS[chip].find(
    (entry) =>
      entry.layer === kind && entry.kernel === kernel && entry.weightBits === layer.weightBits,
  );
  return known ? events * layer.filters * known.c : null;
}
