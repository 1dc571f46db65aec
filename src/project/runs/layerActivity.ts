import type { AkidaModel } from '../../core/akida/model.ts';
import type { LayerResult } from '../../core/simulate/engine.ts';
import type { LayerActivity } from '../views/networkView.ts';

/** What a layer did in a run, without its arrays. */
export function activityOf(
  { name, sparsity, events, operations, denseOperations }: LayerResult,
  { layers }: AkidaModel,
): LayerActivity {
  const layer = layers.find((other) => other.name === name);
  const spikes = layer !== undefined && layer.kind !== 'InputData' && layer.activation;
  return { name, spikes, sparsity, events, operations, denseOperations };
}
