import { applySafeFixes } from '../core/check/applySafeFixes.ts';
import { fail, isStudioError } from '../core/errors/diagnostic.ts';
import { applyFix, planFix } from '../core/fixes/index.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import type { Assessment } from './assess.ts';
import { checkOptions } from './options.ts';
import type { ConversionSettings, FixStep, GraphEdit } from './plan.ts';

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
  on: FixStep['on'],
  settings: ConversionSettings,
): Replayed {
  let current: Replayed = { graph, exact: true };
  for (const edit of edits) {
    if (edit.kind === 'safeFixes' && on === 'model') {
      current = { ...current, graph: applySafeFixes(current.graph, checkOptions(settings)).graph };
      continue;
    }
    for (const step of stepsOf(edit)) {
      if (step.on === on) current = applyIfItApplies(current, step);
    }
  }
  return current;
}

/** The fixes of an edit. */
function stepsOf(edit: GraphEdit): readonly FixStep[] {
  if (edit.kind === 'fixes') return edit.steps;
  return edit.kind === 'fix' ? [edit] : [];
}

function applyIfItApplies(current: Replayed, step: FixStep): Replayed {
  try {
    const { exact } = planFix(current.graph, step);
    return { graph: applyFix(current.graph, step), exact: current.exact && exact };
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

/** Tells what one more fix would change. @throws StudioError fix/not-applicable; studio/no-model for an .fbz */
export function describeFix({ edited, quantized }: Assessment, step: FixStep): EditDescription {
  if (!edited) fail('studio/no-model', {}, 'Fix');
  const graph = step.on === 'model' ? edited : (quantized ?? edited);
  const { describe, exact } = planFix(graph, step);
  return { describe: [describe], exact };
}
