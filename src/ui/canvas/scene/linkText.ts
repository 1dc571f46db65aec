import type { SceneLink } from './buildScene.ts';
import { shapeText } from './rowText.ts';

/** What travels over a link: `14 × 14 × 40 · 4 bit`, after a run with the share that stays silent. */
export function linkText({ layer, bits }: SceneLink, silent: number | undefined): string {
  const parts = [shapeText(layer.outputShape)];
  if (bits !== null) parts.push(`${bits} bit`);
  if (silent !== undefined) parts.push(`${Math.round(silent * 100)} % silent`);
  return parts.join(' \u00b7 ');
}
