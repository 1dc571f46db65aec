import { neuronsOf, type AkidaLayer, type AkidaModel } from '../../core/akida/model.ts';
import { geometryOf } from '../../core/akida/shapes.ts';
import { outputShapes } from '../../core/analysis/outputShapes.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import type { ModelGraph } from '../../core/ir/graph.ts';
import { contextOf, inputOptions } from '../../core/rules/context.ts';
import {
  hardwareLayersOfAkida,
  hardwareLayersOfGraph,
} from '../../core/rules/hardware/hardwareLayers.ts';
import { targetOf } from '../../core/targets/index.ts';
import { assess, type Assessment } from '../assess.ts';
import type { StudioDocument } from '../document.ts';
import { convertOptions } from '../options.ts';
import type { Plan } from '../plan.ts';
import { configOfAkida, configOfNode, configOfQuantizer } from './configRows.ts';
import { hardwareNotes } from './hardwareNotes.ts';
import type { ConvertedDetails, LayerDetails } from './layerView.ts';
import { weightsOfAkida, weightsOfNode } from './weightDetails.ts';

/**
 * Everything about one layer under a plan.
 * @throws StudioError graph/unknown-layer-name when the model, as edited, has no such layer
 */
export function layerDetails(document: StudioDocument, plan: Plan, layer: string): LayerDetails {
  const { loaded } = document;
  if (loaded.kind === 'akida') return detailsOfAkida(loaded.model, layer, plan);
  const assessment = assess(document, plan);
  return detailsOfNode(assessment.edited ?? loaded.graph, assessment, layer, plan);
}

function detailsOfNode(
  edited: ModelGraph,
  { quantized, akida }: Assessment,
  name: string,
  { settings }: Plan,
): LayerDetails {
  const graph = quantized ?? edited;
  const named = ({ layers }: ModelGraph) => layers.find((node) => node.name === name);
  const node = named(graph) ?? named(edited) ?? unknown(name, edited.layers);
  const generation = targetOf(settings.hardware)?.generation;
  const onChip = akida
    ? hardwareLayersOfAkida(akida)
    : hardwareLayersOfGraph(
        contextOf(graph, inputOptions(convertOptions(settings)), null, generation),
      );
  const hardwareLayer = onChip.find((layer) => layer.name === name);
  const inputs = outputShapes(edited).inputs(named(edited) ?? node);
  return {
    name,
    inputShapes: inputs.map((shape) => shape ?? null),
    config: configOfNode(node),
    weights: graph.isDesign ? [] : weightsOfNode(node),
    hardware: hardwareLayer ? hardwareNotes(hardwareLayer, settings.hardware) : null,
    converted: convertedDetails(akida?.layers.find((layer) => layer.name === name)),
  };
}

function unknown(layer: string, layers: readonly { readonly name: string }[]): never {
  const names = layers.map(({ name }) => name);
  return fail('graph/unknown-layer-name', { layer }, layer, names);
}

function detailsOfAkida(model: AkidaModel, name: string, { settings }: Plan): LayerDetails {
  if (model.quantizer?.name === name) {
    const config = configOfQuantizer(model.quantizer);
    return { name, inputShapes: [], config, weights: [], hardware: null, converted: null };
  }
  const index = model.layers.findIndex((candidate) => candidate.name === name);
  const layer = model.layers[index] ?? unknown(name, model.layers);
  const input = geometryOf(model)[index]?.input;
  const onChip = hardwareLayersOfAkida(model).find((candidate) => candidate.name === name);
  return {
    name,
    inputShapes: input && layer.kind !== 'InputData' ? [[null, ...input]] : [],
    config: configOfAkida(layer),
    weights: layer.kind === 'InputData' ? [] : weightsOfAkida(layer),
    hardware: onChip ? hardwareNotes(onChip, settings.hardware) : null,
    converted: convertedDetails(layer),
  };
}

function convertedDetails(layer: AkidaLayer | undefined): ConvertedDetails | null {
  if (!layer || layer.kind === 'InputData') return null;
  return {
    kind: layer.kind,
    neurons: neuronsOf(layer),
    thresholds: [...layer.threshold],
    steps: [...layer.actStep],
    spikes: layer.activation,
    activationBits: layer.activation ? layer.actBits : null,
  };
}
