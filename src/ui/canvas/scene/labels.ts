import type { LayerView } from '../../../project/views/graphView.ts';
import type { SceneLink } from './buildScene.ts';
import type { Group } from './groups.ts';
import { countText, kindText, shapeText, shortCount } from './rowText.ts';
import type { Unit } from './units.ts';

/** Bits of a layer's weights or, for an activation, of its spikes; null for float. */
export function bitsOf({ role, weightBits, activationBits }: LayerView): number | null {
  return role === 'neural' ? weightBits : activationBits;
}

/** `w4`, `a4`; nothing for float. */
export function bitsText(layer: LayerView): string {
  const bits = bitsOf(layer);
  return bits === null ? '' : `${layer.role === 'neural' ? 'w' : 'a'}${bits}`;
}

/** Title of a group: a short kind, its name, and both in words for a screen reader. */
export function groupTitle(group: Group): { kind: string; name: string; label: string } {
  const { title, times, units } = group;
  if (group.kind === 'model') {
    return { kind: 'Model', name: title, label: `Nested model ${title}` };
  }
  const pattern = units
    .slice(0, units.length / times)
    .map(kindOf)
    .join(' + ');
  return {
    kind: `\u00d7 ${times}`,
    name: title,
    label: `${times} times ${pattern}, ${title}`,
  };
}

/** What is inside: `5 equal SepConv · 7 × 7 × 256 · 1.2 M parameters`. */
export function groupSummary({ kind, times, units }: Group): string {
  const layers = units.flatMap((unit) => unit.layers);
  const parameters = layers.reduce((sum, layer) => sum + layer.parameters, 0);
  const shape = shapeText(layers.at(-1)?.outputShape ?? null);
  const pattern = units
    .slice(0, units.length / times)
    .map(kindOf)
    .join(' + ');
  const what = kind === 'model' ? `${countText(layers.length)} layers` : `equal ${pattern}`;
  return `${what} \u00b7 output ${shape} \u00b7 ${shortCount(parameters)} parameters`;
}

function kindOf({ block, layers }: Unit): string {
  return block ? kindText[block.kind] : (layers[0]?.className ?? '');
}

/** What travels over a link: `14 × 14 × 40 · 4 bit`, after a run with the share that stays silent. */
export function linkText({ layer, bits }: SceneLink, silent: number | undefined): string {
  const parts = [shapeText(layer.outputShape)];
  if (bits !== null) parts.push(`${bits} bit`);
  if (silent !== undefined) parts.push(`${Math.round(silent * 100)} % silent`);
  return parts.join(' \u00b7 ');
}
