import type { NeuralAkidaLayer } from '../akida/model.ts';
import type { ChipKind } from '../layers/define.ts';
import type { EventCost } from '../targets/define.ts';
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
  if (layer.kind === 'FullyConnected') return null;
  const coefficient = eventCoefficient(layer, targetOf(chip).eventCosts);
  return coefficient === null ? null : events * layer.filters * coefficient;
}

/** A layer as the law sees it. */
interface CostedLayer {
  readonly kind: ChipKind;
  readonly kernelSize: readonly [number, number];
  readonly weightBits: number;
}

/** Clocks an event and filter take on one neural processor of a chip; null where nothing was published for such a layer. */
export function eventCoefficient(
  { kind, kernelSize: [kernel, other], weightBits }: CostedLayer,
  eventCosts: readonly EventCost[],
): number | null {
  // Nothing was published of fully connected layers, nor of the input convolution, which runs on a unit of its own and ignores sparsity.
  if (kind === 'InputConvolutional' || kind === 'FullyConnected' || kernel !== other) return null;
  const known = eventCosts.find(
    (entry) => entry.kind === kind && entry.kernel === kernel && entry.weightBits === weightBits,
  );
  return known?.clocks ?? null;
}
