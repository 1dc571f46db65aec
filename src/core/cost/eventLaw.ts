import type { ChipKind } from '../layers/define.ts';
import type { EventCost } from '../targets/define.ts';

/** A layer as the law sees it. */
interface CostedLayer {
  readonly kind: ChipKind;
  readonly kernelSize: readonly [number, number];
  readonly weightBits: number;
}

/**
 * The coefficient c of the vendor's published law, in clocks of one neural processor for each event and filter:
 *     NP clocks = input events * filters * c
 * @returns null where nothing was published for such a layer
 * @example Convolutional 3x3, 4-bit weights, AKD1000: 0.635; with 32 filters and 1000 events 1000 * 32 * 0.635 = 20,320 clocks
 * @source docs/reference/cost-model.md#event-cost-law
 */
export function eventCoefficient(
  { kind, kernelSize: [kernel, other], weightBits }: CostedLayer,
  eventCosts: readonly EventCost[],
): number | null {
  // Nothing was published of fully connected layers, nor is there a law of events for the input convolution, which ignores sparsity.
  if (kind === 'InputConvolutional' || kind === 'FullyConnected' || kernel !== other) return null;
  const known = eventCosts.find(
    (entry) => entry.kind === kind && entry.kernel === kernel && entry.weightBits === weightBits,
  );
  return known?.clocks ?? null;
}
