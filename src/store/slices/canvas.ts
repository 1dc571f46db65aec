import type { LayerWork } from '../../project/views/cost.ts';
import type { Plan } from '../../project/plan.ts';

/** The graph: what is folded, where the keyboard is, and numbers that only its colours need. */
export interface CanvasSlice {
  /** Groups that the user opened (true) or closed, by id; the others are in their default state. */
  readonly graphGroups: Readonly<Record<string, boolean>>;
  /** The row or group title that takes the focus when the graph does; null for the first. */
  readonly graphStop: string | null;
  /** The search over the graph is open. */
  readonly graphSearch: boolean;
  /** The last move of the view that was asked for; a new object each time. Null: none yet. */
  readonly graphMove: { readonly kind: 'fit' | 'in' | 'out' } | null;
  /** Numbers worked out for `plan`; null until a colour asks for them. */
  readonly graphCosts: { readonly plan: Plan; readonly layers: readonly LayerWork[] } | null;
  readonly weightErrors: {
    readonly plan: Plan;
    readonly layers: readonly { readonly name: string; readonly relativeError: number }[];
  } | null;
}

export const canvasSlice: CanvasSlice = {
  graphGroups: {},
  graphStop: null,
  graphSearch: false,
  graphMove: null,
  graphCosts: null,
  weightErrors: null,
};
