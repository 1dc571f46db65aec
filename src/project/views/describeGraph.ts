import type { AkidaModel, QuantizerLayer } from '../../core/akida/model.ts';
import { geometryOf } from '../../core/akida/shapes.ts';
import { blocksOf, roleOf } from '../../core/analysis/blocks.ts';
import { chipKindOf } from '../../core/analysis/chipPlan.ts';
import { parametersOf, parametersOfAkida } from '../../core/analysis/describeModel.ts';
import { outputShapes } from '../../core/analysis/outputShapes.ts';
import { plainName } from '../../core/errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../../core/ir/graph.ts';
import type { JsonObject } from '../../core/ir/json.ts';
import { serializeConfig } from '../../core/layers/define.ts';
import type { ParamTable } from '../../core/layers/params.ts';
import { layerDefinition } from '../../core/layers/index.ts';
import type { BitWidths, ConversionSettings } from '../plan.ts';
import type { BlockView, GraphView, LayerFate, LayerView } from './graphView.ts';

/**
 * Describes a Keras graph for the page: names, shapes and numbers, no tensors.
 * @param quantized the same graph quantized, for the bits; layers are matched by name. Null: no bits are known
 */
export function describeGraph(
  graph: ModelGraph,
  quantized: ModelGraph | null,
  inputKind: ConversionSettings['inputKind'],
): GraphView {
  const { blocks, loose } = blocksOf(graph);
  const shapes = outputShapes(graph);
  const after = new Map((quantized ?? graph).layers.map((node) => [node.name, node]));
  const lastNeural = graph.layers.findLastIndex((node) => roleOf(node) === 'neural');
  const layers = graph.layers.map((node, i): LayerView => {
    const { weightBits, activationBits } = bitsOf(after.get(node.name) ?? node);
    return {
      name: node.name,
      className: plainName(node.className),
      role: roleOf(node),
      scope: node.scope,
      inputs: node.calls.flat().map(({ layer }) => layer),
      outputShape: shapes.output(node.name) ?? null,
      parameters: parametersOf(node),
      weights: Object.entries(node.weights).map(([name, { shape }]) => ({ name, shape })),
      weightBits,
      activationBits,
      fate: fateOf(node, i > lastNeural),
      doc: layerDefinition(node.className)?.doc ?? null,
      config: configOf(node),
    };
  });
  return {
    name: graph.name,
    layers,
    blocks: blocks.map(({ neural, layers: members }, i): BlockView => ({
      name: neural.name,
      kind: chipKindOf(neural, i === 0 && inputKind === 'image') ?? 'Convolutional',
      layers: members.map(({ name }) => name),
    })),
    loose: loose.map(({ name }) => name),
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
  };
}

/** As the file holds it, with what edits changed. */
function configOf({ className, config, serialized }: LayerNode): JsonObject {
  const params = layerDefinition(className)?.params as ParamTable | undefined;
  if (!params) return serialized;
  return serializeConfig(params, { ...config }, serialized);
}

/** Bits as a quantized layer's configuration holds them. */
function bitsOf(node: LayerNode): Pick<LayerView, 'weightBits' | 'activationBits'> {
  const { quantizer, bits } = node.config as {
    readonly quantizer?: { readonly bits?: number };
    readonly bits?: number;
  };
  return { weightBits: quantizer?.bits ?? null, activationBits: bits ?? null };
}

function fateOf(node: LayerNode, isTrailing: boolean): LayerFate {
  switch (roleOf(node)) {
    case 'batchNorm':
    case 'rescaling':
    case 'reshape':
      return 'folds';
    case 'dropout':
      return 'dropped';
    case 'activation':
      return isTrailing && (node.className === 'Softmax' || node.className === 'Activation')
        ? 'dropped'
        : 'stays';
    case 'input':
    case 'neural':
    case 'pool':
      return 'stays';
    case 'merge':
    case 'other':
      return 'unknown';
  }
}

/** Describes a converted network for the page: every layer is a block of its own. */
export function describeAkida(model: AkidaModel, name: string): GraphView {
  const geometry = geometryOf(model);
  const { quantizer } = model;
  const chipLayers = model.layers.map((layer, i): LayerView => {
    const before = i === 0 ? quantizer : model.layers[i - 1];
    return {
      name: layer.name,
      className: layer.kind,
      role: layer.kind === 'InputData' ? 'input' : 'neural',
      scope: [],
      inputs: before ? [before.name] : [],
      outputShape: [null, ...(geometry[i]?.output ?? [])],
      parameters: parametersOfAkida(layer),
      weights: [],
      weightBits: layer.kind === 'InputData' ? null : layer.weightBits,
      activationBits: layer.kind !== 'InputData' && layer.activation ? layer.actBits : null,
      fate: 'stays',
      doc: null,
      config: {},
    };
  });
  const layers = quantizer ? [quantizerView(quantizer), ...chipLayers] : chipLayers;
  return {
    name,
    layers,
    blocks: [...(quantizer ? [quantizer] : []), ...model.layers].map((layer) => ({
      name: layer.name,
      kind: layer.kind,
      layers: [layer.name],
    })),
    loose: [],
    parameters: layers.reduce((sum, { parameters }) => sum + parameters, 0),
  };
}

/** Bits of a model in the field's short form; null while a neural layer is in float. */
export function bitsOfGraph({ layers }: Pick<GraphView, 'layers'>): BitWidths | null {
  const neural = layers.filter(({ role }) => role === 'neural');
  const weights = neural.map(({ weightBits }) => weightBits).filter((bits) => bits !== null);
  const activations = layers.map(({ activationBits }) => activationBits).filter((b) => b !== null);
  const [first] = weights;
  if (first === undefined || weights.length < neural.length) return null;
  return {
    inputWeightBits: first,
    weightBits: mostCommon(weights.slice(1)) ?? first,
    activationBits: mostCommon(activations) ?? 0,
  };
}

function mostCommon(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function quantizerView(layer: QuantizerLayer): LayerView {
  return {
    name: layer.name,
    className: layer.kind,
    role: 'input',
    scope: [],
    inputs: [],
    outputShape: [null, ...layer.inputShape],
    parameters: layer.scales.length + layer.zeroPoints.length,
    weights: [],
    weightBits: null,
    activationBits: layer.outputBits,
    fate: 'stays',
    doc: null,
    config: {},
  };
}
