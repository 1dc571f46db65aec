import type { ModelGraph } from '../core/ir/graph.ts';
import { trainedIds, type Plan } from './plan.ts';

/** Trained models that plans of this page use. They are few and small: a plan holds what the user kept. */
const loaded = new Map<string, ModelGraph>();

/** A trained model that is loaded; null for others. */
export function trainedModel(id: string): ModelGraph | null {
  return loaded.get(id) ?? null;
}

/** Adds a trained model. */
export function addTrained(id: string, graph: ModelGraph): void {
  loaded.set(id, graph);
}

/**
 * Loads the trained models that a plan names: assessments are worked out without waiting.
 * @param read  where they are kept; null: not there
 */
export async function loadTrained(
  plan: Pick<Plan, 'edits'>,
  read: (id: string) => Promise<ModelGraph | null>,
): Promise<void> {
  for (const id of trainedIds(plan)) {
    if (loaded.has(id)) continue;
    const graph = await read(id);
    if (graph) loaded.set(id, graph);
  }
}
