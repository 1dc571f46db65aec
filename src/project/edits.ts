import { applySafeFixes } from '../core/check/applySafeFixes.ts';
import { fail, isStudioError } from '../core/errors/diagnostic.ts';
import { applyFix, planFix } from '../core/fixes/index.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import type { Assessment } from './assess.ts';
import { checkOptions } from './options.ts';
import type { ConversionSettings, GraphEdit } from './plan.ts';

type FixEdit = Extract<GraphEdit, { kind: 'fix' }>;

/** A model after its edits. */
export interface Replayed {
  readonly graph: ModelGraph;
  /** False: one of the edits changed what the model computes. */
  readonly exact: boolean;
}

/**
 * Makes the user's edits, in their order.
 * An edit that no longer applies is left out: its cause is gone, because another edit took its layer away or the
 * settings give it other bits.
 * @param on  which of the fixes: those of the model before its bits are set, or those after
 */
export function replayEdits(
  graph: ModelGraph,
  edits: readonly GraphEdit[],
  on: FixEdit['on'],
  settings: ConversionSettings,
): Replayed {
  let current: Replayed = { graph, exact: true };
  for (const edit of edits) {
    if (edit.kind === 'safeFixes' && on === 'model') {
      current = { ...current, graph: applySafeFixes(current.graph, checkOptions(settings)).graph };
    } else if (edit.kind === 'fix' && edit.on === on) {
      current = applyIfItApplies(current, edit);
    }
  }
  return current;
}

function applyIfItApplies(current: Replayed, edit: FixEdit): Replayed {
  try {
    const { exact } = planFix(current.graph, edit);
    return { graph: applyFix(current.graph, edit), exact: current.exact && exact };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return current;
  }
}

/** What an edit would change. */
export interface EditDescription {
  /** One sentence a fix. */
  readonly describe: readonly string[];
  /** True: the outputs stay the same. False: the function changes, fine-tune after it. */
  readonly exact: boolean;
}

/** Tells what one more edit would change. @throws StudioError fix/not-applicable; studio/no-model for an .fbz */
export function describeEdit(
  { edited, quantized }: Assessment,
  settings: ConversionSettings,
  edit: GraphEdit,
): EditDescription {
  if (!edited) fail('studio/no-model', {}, 'Fix');
  if (edit.kind === 'safeFixes') {
    const { applied } = applySafeFixes(edited, checkOptions(settings));
    return { describe: applied.map(({ describe }) => describe), exact: true };
  }
  if (edit.kind === 'trained') return { describe: ['Uses the trained weights.'], exact: false };
  const graph = edit.on === 'model' ? edited : (quantized ?? edited);
  const { describe, exact } = planFix(graph, edit);
  return { describe: [describe], exact };
}
