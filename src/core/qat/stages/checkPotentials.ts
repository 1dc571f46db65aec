import { fail } from '../../errors/diagnostic.ts';
import type { ChipLayer } from './chipStage.ts';

/** float32 holds every integer up to it. */
const EXACT_LIMIT = 2 ** 24;

/**
 * Sees to it that float32 holds every potential, and its distance to the threshold, exactly.
 * @param reach  largest sum of absolute products that any input can give, per filter
 * @throws StudioError qat/potential-too-large
 */
export function checkPotentials(
  { node, maxInput, saturates }: ChipLayer,
  { reach }: { readonly reach: Float64Array },
  threshold: Int32Array,
): void {
  for (let n = 0; n < reach.length; n++) {
    const sum = (reach[n] as number) * maxInput;
    const held = saturates ? Math.min(sum, 2 ** 19) : sum;
    const distance = held + Math.abs(threshold[n] as number);
    if (sum < EXACT_LIMIT && distance < EXACT_LIMIT) continue;
    fail('qat/potential-too-large', { layer: node.name }, n, Math.max(sum, distance));
  }
}
