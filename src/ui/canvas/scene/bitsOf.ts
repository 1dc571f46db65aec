import type { LayerView } from '../../../project/views/graphView.ts';

/** Bits of a layer's weights or, for an activation, of its spikes; null for float. */
export function bitsOf({ role, weightBits, activationBits }: LayerView): number | null {
  return role === 'neural' ? weightBits : activationBits;
}

/** `w4`, `a4`; nothing for float. */
export function bitsText(layer: LayerView): string {
  const bits = bitsOf(layer);
  return bits === null ? '' : `${layer.role === 'neural' ? 'w' : 'a'}${bits}`;
}
