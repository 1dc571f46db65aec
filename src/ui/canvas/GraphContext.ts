import { createContext, useContext } from 'react';
import type { PaintedScene } from './paint/paintScene.ts';
import type { ProblemCount } from './problemIndex.ts';

/** What all nodes of the graph share. */
export interface GraphContextValue {
  /** Problems by layer name. */
  readonly problems: ReadonlyMap<string, ProblemCount>;
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

/** Colours and what the last run showed. Apart from the rest: it changes with every step of the wave. */
export interface PaintsValue {
  readonly painted: PaintedScene;
  /** Share of silent neurons by layer name. */
  readonly silent: ReadonlyMap<string, number>;
  /** Name of the first block in which quantized and spiking model differ. */
  readonly parting: string | null;
}

export const GraphContext = createContext<GraphContextValue | null>(null);
export const PaintsContext = createContext<PaintsValue | null>(null);

/** @throws Error outside of the graph */
export function useGraph(): GraphContextValue {
  return required(useContext(GraphContext));
}

/** @throws Error outside of the graph */
export function usePaints(): PaintsValue {
  return required(useContext(PaintsContext));
}

function required<T>(value: T | null): T {
  if (value === null) throw new Error('A node of the graph was drawn outside of it.');
  return value;
}
