import type { LayerNode, ModelGraph } from '../ir/graph.ts';

/** What a fix would do to one layer of one model, ready to be done. */
export interface FixPlan {
  /** True: every output stays the same (up to float rounding). False: the function changes, fine-tune after it. */
  readonly exact: boolean;
  /** What changes and what that means, for a preview. */
  readonly describe: string;
  /** The changed model; the graph it was planned for stays as it is. */
  readonly apply: () => ModelGraph;
}

/** A rewrite that answers a compatibility rule on one layer. */
export interface Fix {
  readonly id: string;
  /** Ids of the rules it answers, without `rule/`. */
  readonly rules: readonly string[];
  /** What it does, in one or two sentences, with the reason why the outputs stay or change. */
  readonly doc: string;
  readonly source?: string;
  /** True: what it changes are bits, which quantization gives anew. It is done after that; every other fix before, where it holds for all bits to come. */
  readonly setsBits?: true;
  /** Null where the fix does not apply to that layer. Never throws, whatever the graph holds. */
  readonly plan: (graph: ModelGraph, node: LayerNode) => FixPlan | null;
}

/** Declares a fix. */
export function defineFix(fix: Fix): Fix {
  return fix;
}
