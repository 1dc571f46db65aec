import type { AkidaLayer, AkidaModel } from '../../core/akida/model.ts';
import { geometryOf } from '../../core/akida/shapes.ts';
import type { GraphView, LayerView } from './graphView.ts';

/** Describes a converted network for the page: every layer is a block of its own. */
export function describeAkida(model: AkidaModel, name: string): GraphView {
  const geometry = geometryOf(model);
  const layers = model.layers.map((layer, i): LayerView => {
    const before = model.layers[i - 1];
    return {
      name: layer.name,
      className: layer.kind,
      role: layer.kind === 'InputData' ? 'input' : 'neural',
      scope: [],
      inputs: before ? [before.name] : [],
      outputShape: [null, ...(geometry[i]?.output ?? [])],
      parameters: parametersOf(layer),
      weights: [],
      weightBits: layer.kind === 'InputData' ? null : layer.weightBits,
      activationBits: layer.kind !== 'InputData' && layer.activation ? layer.actBits : null,
      fate: 'stays',
      doc: null,
      config: {},
    };
  });
  return {
    name,
    layers,
    blocks: model.layers.map((layer) => ({
      name: layer.name,
      kind: layer.kind,
      layers: [layer.name],
    })),
    loose: [],
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
  };
}

function parametersOf(layer: AkidaLayer): number {
  if (layer.kind === 'InputData') return 0;
  const pointwise = layer.kind === 'SeparableConvolutional' ? layer.weightsPw.length : 0;
  return layer.weights.length + pointwise + layer.threshold.length + layer.actStep.length;
}
