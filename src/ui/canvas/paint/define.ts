import type { GraphView } from '../../../project/views/graphView.ts';
import type { ColourBy } from '../../../store/slices/view.ts';
import type { StudioState } from '../../../store/studioStore.ts';
import type { Unit } from '../scene/units.ts';

/** What a colour shows: one number a unit, where it has one. */
export interface Measurement {
  readonly values: ReadonlyMap<string, number>;
  /** Position on the colour map: even steps, or even factors for numbers of many sizes. */
  readonly spread: 'linear' | 'log';
  /** Ends of the colour map; of the values where absent. */
  readonly range?: readonly [number, number];
  /** What a folded group shows of its units. */
  readonly combine: 'sum' | 'mean' | 'max';
  /** On the node: `62 % silent`. */
  readonly format: (value: number) => string;
  /** In the legend, shorter. */
  readonly formatEnd: (value: number) => string;
  /** The exact figure, for the tooltip. `names` are the units that it is of. */
  readonly exact: (value: number, names: readonly string[]) => string;
  /** Length of the bar, 0 .. 1, where a share makes sense. */
  readonly share?: (value: number) => number;
  /** What the numbers are and where they come from, in a sentence. */
  readonly basis: string;
}

/** Why there is nothing to show yet and what to do about it. */
export interface NotYet {
  readonly missing: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** One way to colour the graph. */
export interface ColourMode {
  readonly id: ColourBy;
  readonly label: string;
  /** Null: nothing is painted, the nodes say it in their own way. */
  readonly measure:
    ((units: readonly Unit[], state: StudioState, graph: GraphView) => Measurement | NotYet) | null;
}

/** Declares a colour mode. */
export function defineColourMode(mode: ColourMode): ColourMode {
  return mode;
}
