import { isStudioError } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { applySafeFixes } from '../core/check/applySafeFixes.ts';
import { applyFix } from '../core/fixes/index.ts';
import { checkOptions } from './coreOptions.ts';
import type { ConversionSettings, GraphEdit } from './plan.ts';

/**
 * Does the user's edits of one step in their order.
 * An edit that no longer applies is left out: its cause is gone, because another edit took its layer away or the
 * settings give it other bits.
 */
export function replayEdits(
  graph: ModelGraph,
  edits: readonly GraphEdit[],
  step: 'model' | 'quantized',
  settings: ConversionSettings,
): ModelGraph {
  let current = graph;
  for (const edit of edits) {
    if (edit.kind === 'safeFixes') {
      if (step === 'model') current = applySafeFixes(current, checkOptions(settings)).graph;
    } else if (edit.kind === 'fix' && edit.on === step) current = applyIfItApplies(current, edit);
  }
  return current;
}

function applyIfItApplies(
  graph: ModelGraph,
  edit: Extract<GraphEdit, { kind: 'fix' }>,
): ModelGraph {
  try {
    return applyFix(graph, edit);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return graph;
  }
}
