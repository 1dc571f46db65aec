import { denseOperationsOfAkida, denseOperationsOfGraph } from '../../core/cost/denseOperations.ts';
import { eventClocks } from '../../core/cost/eventLaw.ts';
import type { AkidaModel, NeuralAkidaLayer } from '../../core/akida/model.ts';
import { derivation } from '../../project/assess.ts';
import { defineMethod } from './define.ts';

/** Estimates what an inference costs, layer by layer. */
export const describeCost = defineMethod('describeCost', ({ plan, events }, { document }) => {
  const { loaded } = document();
  const derived = loaded.kind === 'keras' ? derivation(loaded.graph, plan) : null;
  const akida = loaded.kind === 'akida' ? loaded.model : (derived?.akida ?? null);
  const dense = derived
    ? denseOperationsOfGraph(derived.edited)
    : denseOperationsOfAkida(akida as AkidaModel);
  const neural = new Map(neuralLayers(akida).map((layer) => [layer.name, layer]));
  return [...dense].map(([name, denseOperations]) => {
    const [layer, counted] = [neural.get(name), events[name]];
    const npClocks = layer && counted !== undefined ? eventClocks(layer, counted) : null;
    return { name, denseOperations, npClocks };
  });
});

function neuralLayers(model: AkidaModel | null): readonly NeuralAkidaLayer[] {
  return (model?.layers ?? []).filter((layer) => layer.kind !== 'InputData');
}
