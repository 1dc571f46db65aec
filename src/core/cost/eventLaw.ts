import type { NeuralAkidaLayer } from '../akida/model.ts';
import { DEFAULT_TARGET, targetOf, type ChipChoice } from '../targets/index.ts';

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
  chip: ChipChoice = DEFAULT_TARGET,
): number | null {
  // Nothing was published of fully connected layers, nor of the input convolution, which runs on a unit of its own and ignores sparsity.
  if (layer.kind === 'InputConvolutional' || layer.kind === 'FullyConnected') return null;
  const [kernel, other] = layer.kernelSize;
  if (kernel !== other) return null;
  const known = targetOf(chip).eventCosts.find(
    (entry) =>
      entry.kind === layer.kind && entry.kernel === kernel && entry.weightBits === layer.weightBits,
  );
  return known ? events * layer.filters * known.clocks : null;
}
