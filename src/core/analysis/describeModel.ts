import { weightCountOf, type AkidaLayer, type AkidaModel } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { plainName } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from './outputShapes.ts';
import type { LoadedModel } from '../keras/readModel.ts';
import { isQuantizedActivation, isQuantizedNeural } from '../layers/layerGroups.ts';
import { sizeOf, type Shape } from '../tensor/tensor.ts';

/** One layer in numbers, as JSON. */
export interface LayerDescription {
  readonly name: string;
  /** As the file spells it; Akida layers go by their kind. */
  readonly className: string;
  /** With batch axis, `null` where open; null when it cannot be worked out. */
  readonly outputShape: Shape | null;
  /** Number of weights, trainable or not; thresholds and steps of Akida layers included. */
  readonly parameters: number;
  /** Names of the layers whose outputs it takes. */
  readonly inbound: readonly string[];
  readonly weightBits?: number;
  readonly activationBits?: number;
}

/** A model in numbers, as JSON. */
export interface ModelDescription {
  readonly format: LoadedModel['format'];
  readonly version: string;
  readonly name?: string;
  readonly parameters: number;
  readonly layers: readonly LayerDescription[];
}

/** Lists the layers of a model with their shapes, weights and bitwidths. Never throws: unknown layers have no shape. */
export function describeModel(loaded: LoadedModel): ModelDescription {
  const layers =
    loaded.kind === 'keras' ? layersOfGraph(loaded.graph) : layersOfAkida(loaded.model);
  return {
    format: loaded.format,
    ...(loaded.kind === 'keras'
      ? { version: loaded.version, name: loaded.graph.name }
      : { version: loaded.model.version }),
    parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
    layers,
  };
}

function layersOfGraph(graph: ModelGraph): LayerDescription[] {
  const shapes = outputShapes(graph);
  return graph.layers.map((node) => ({
    name: node.name,
    className: plainName(node.className),
    outputShape: shapes.output(node.name) ?? null,
    parameters: parametersOf(node),
    inbound: node.calls.flat().map((ref) => ref.layer),
    ...(isQuantizedNeural(node) ? { weightBits: node.config.quantizer.bits } : {}),
    ...(isQuantizedActivation(node) ? { activationBits: node.config.bits } : {}),
  }));
}

/** Number of weights of a Keras layer, trainable or not. */
export function parametersOf(node: LayerNode): number {
  return Object.values(node.weights).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

function layersOfAkida(model: AkidaModel): LayerDescription[] {
  const geometry = geometryOf(model);
  const { quantizer } = model;
  const layers = model.layers.map((layer, i): LayerDescription => {
    const previous = i === 0 ? quantizer : model.layers[i - 1];
    return {
      name: layer.name,
      className: layer.kind,
      outputShape: [null, ...(geometry[i]?.output ?? [])],
      parameters: parametersOfAkida(layer),
      inbound: previous ? [previous.name] : [],
      ...(layer.kind === 'InputData'
        ? { activationBits: layer.inputBits }
        : { weightBits: layer.weightBits }),
      ...('activation' in layer && layer.activation ? { activationBits: layer.actBits } : {}),
    };
  });
  if (!quantizer) return layers;
  const first: LayerDescription = {
    name: quantizer.name,
    className: quantizer.kind,
    outputShape: [null, ...quantizer.inputShape],
    parameters: quantizer.scales.length + quantizer.zeroPoints.length,
    inbound: [],
    activationBits: quantizer.outputBits,
  };
  return [first, ...layers];
}

/** Numbers that a layer of the chip holds: weights, thresholds and steps. */
export function parametersOfAkida(layer: AkidaLayer): number {
  if (layer.kind === 'InputData') return 0;
  return weightCountOf(layer) + layer.threshold.length + layer.actStep.length;
}
