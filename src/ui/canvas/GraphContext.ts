import { createContext, useContext } from 'react';
import type { PaintedScene } from './paint/paintScene.ts';

/** What all nodes of the graph share. */
export interface GraphContextValue {
  readonly painted: PaintedScene;
  /** Layers that the previewed fix adds or changes, by name. */
  readonly changed: ReadonlyMap<string, 'added' | 'changed' | 'moved'>;
  /** False: an .fbz, whose bits cannot be changed. */
  readonly isKeras: boolean;
  /** Layers with bits of their own, by name. */
  readonly ownBits: ReadonlySet<string>;
  readonly editBits: (layer: string, chip: HTMLElement) => void;
  /** Where the first tab stop of the graph is, while nobody has walked it. */
  readonly firstStop: string | null;
}

export const GraphContext = createContext<GraphContextValue | null>(null);

/** @throws Error outside of the graph */
export function useGraph(): GraphContextValue {
  const value = useContext(GraphContext);
  if (!value) throw new Error('A node of the graph was drawn outside of it.');
  return value;
}
