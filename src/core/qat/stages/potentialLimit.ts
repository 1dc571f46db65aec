import { fail } from '../../errors/diagnostic.ts';
import { MAX_POTENTIAL } from '../../simulate/saturate.ts';
import type { TrainedChipLayer } from './chipStage.ts';

/** float32 holds every integer up to it. */
export const EXACT_LIMIT = 2 ** 24;

/**
 * How large the sum of absolute products may get for float32 to hold every potential, in whatever order it is summed, and its distance
 * to the threshold exactly. Null where no input whatever can reach it: then nothing needs to be watched.
 * @param reach  sum of absolute weights per filter, for inputs of at most 1
 * @throws StudioError qat/potential-too-large for a threshold that leaves no room
 */
export function potentialLimit(
  { node, maxInput, saturates }: TrainedChipLayer,
  { reach }: { readonly reach: Float64Array },
  threshold: Int32Array,
): number | null {
  let limit: number | null = null;
  for (let n = 0; n < reach.length; n++) {
    const distant = Math.abs(threshold[n] as number);
    const largest = (reach[n] as number) * maxInput;
    const room = saturates ? EXACT_LIMIT : EXACT_LIMIT - distant;
    if (distant + MAX_POTENTIAL >= EXACT_LIMIT) {
      fail('qat/potential-too-large', { layer: node.name }, distant);
    }
    if (largest >= room) limit = Math.min(limit ?? room, room);
  }
  return limit;
}
