import type { GraphView, LayerView } from '../../../project/views/graphView.ts';

/** Layers whose name, type or nested model holds all the words asked for, in graph order. */
export function searchLayers({ layers }: GraphView, query: string): readonly LayerView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return layers.filter(({ name, className, scope }) => {
    const text = [name, className, ...scope].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
