import { applySafeFixes } from '../../core/check/applySafeFixes.ts';
import { isStudioError } from '../../core/errors/diagnostic.ts';
import { createRunner } from '../../core/forward/runner.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { isQuantizedNeural } from '../../core/layers/layerGroups.ts';
import { assess } from '../assess.ts';
import type { StudioDocument } from '../document.ts';
import type { Plan } from '../plan.ts';

/**
 * The model that the model of a plan learns from: itself in float, or the opened one where a fix changed what it computes (its branches
 * went, its activations are others). Null where the opened model is quantized, or cannot run.
 */
export function teacherOf(document: StudioDocument, plan: Plan): ModelGraph | null {
  const { loaded } = document;
  const { edited, isChanged } = assess(document, plan);
  if (loaded.kind !== 'keras' || loaded.graph.layers.some(isQuantizedNeural)) return null;
  if (!isChanged) return edited;
  const teacher = runnable(loaded.graph);
  return canRun(teacher) ? teacher : null;
}

/** The model, with the fixes that keep its outputs where some layer cannot run without: arithmetic on the input, for one. */
export function runnable(graph: ModelGraph): ModelGraph {
  return canRun(graph) ? graph : applySafeFixes(graph).graph;
}

function canRun(graph: ModelGraph): boolean {
  try {
    createRunner(graph);
    return true;
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return false;
  }
}
