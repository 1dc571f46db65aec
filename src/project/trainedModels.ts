import type { ModelGraph } from '../core/ir/graph.ts';
import { trainedIds, type Plan } from './plan.ts';
import { readTrained } from '../worker/training/browserStore.ts';

/** Trained models that plans of this page use. They are few and small: a plan holds what the user kept. */
const loaded = new Map<string, ModelGraph>();

/** A trained model that is loaded; null for others. */
export function trainedModel(id: string): ModelGraph | null {
  return loaded.get(id) ?? null;
}

/** Takes in a trained model. */
export function addTrained(id: string, graph: ModelGraph): void {
  loaded.set(id, graph);
}

/** Loads the trained models that a method's plan names from the browser's storage: derivations are worked out without waiting. */
export async function loadTrained(input: object): Promise<void> {
  const { plan } = input as { readonly plan?: Plan };
  if (!plan) return;
  for (const id of trainedIds(plan)) {
    if (loaded.has(id)) continue;
    const graph = await readTrained(id);
    if (graph) loaded.set(id, graph);
  }
}
