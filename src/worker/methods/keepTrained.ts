import type { ModelGraph } from '../../core/ir/graph.ts';
import { unseal } from '../rpc/sealed.ts';
import { addTrained } from '../../project/trainedModels.ts';
import { keepTrained as store } from '../training/browserStore.ts';
import { defineMethod } from './define.ts';

/** Takes in a trained model and stores it in this browser. */
export const keepTrained = defineMethod('keepTrained', async ({ id, from }) => {
  const graph = await unseal<ModelGraph>(from);
  addTrained(id, graph);
  return { stored: await store(id, graph) };
});
