import type { GraphView } from '../../project/views/graphView.ts';

/** The input scaling that a Rescaling layer stands for. */
export interface ReadScaling {
  readonly layer: string;
  readonly scale: number;
  readonly shift: number;
}

/**
 * Reads the scaling from a model's Rescaling layer, y = x * scale + offset: (1 / scale, -offset / scale).
 * Null without such a layer, or with one factor per channel, which the chip cannot hold.
 */
export function rescalingOf({ layers }: GraphView): ReadScaling | null {
  const found = layers.find(({ role }) => role === 'rescaling');
  const { scale, offset = 0 } = found?.config ?? {};
  if (!found || typeof scale !== 'number' || typeof offset !== 'number') return null;
  return { layer: found.name, scale: 1 / scale, shift: offset === 0 ? 0 : -offset / scale };
}
