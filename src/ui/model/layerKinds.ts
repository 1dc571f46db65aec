import type { GraphView } from '../../project/views/graphView.ts';

/** How often each type of layer occurs, in the order of their first. */
export function layerKinds({
  layers,
}: Pick<GraphView, 'layers'>): readonly { readonly kind: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { className } of layers) counts.set(className, (counts.get(className) ?? 0) + 1);
  return [...counts].map(([kind, count]) => ({ kind, count }));
}
