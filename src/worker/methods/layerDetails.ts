import { neuronsOf, type AkidaLayer, type AkidaModel } from '../../core/akida/model.ts';
import { geometryOf } from '../../core/akida/shapes.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { outputShapes } from '../../core/analysis/outputShapes.ts';
import { contextOf, inputOptions } from '../../core/rules/context.ts';
import {
  hardwareLayersOfAkida,
  hardwareLayersOfGraph,
} from '../../core/rules/hardware/hardwareLayers.ts';
import { convertOptions } from '../../project/coreOptions.ts';
import { derivation } from '../../project/assess.ts';
import { configOfAkida, configOfNode } from '../../project/views/details/configRows.ts';
import { hardwareNotes } from '../../project/views/details/hardwareNotes.ts';
import type { ConvertedDetails, LayerDetails } from '../../project/views/details/layerDetails.ts';
import { weightsOfAkida, weightsOfNode } from '../../project/views/details/weightDetails.ts';
import type { Plan } from '../../project/plan.ts';
import { defineMethod } from './define.ts';

/**
 * Everything about one layer under a plan.
 * @throws StudioError graph/unknown-layer-name when the model, as edited, has no such layer
 */
export const layerDetails = defineMethod('layerDetails', async ({ plan, layer }, context) => {
  const { loaded } = context.document();
  // Walking the graph asks for one layer after the other: only the last counts.
  await context.pause();
  if (loaded.kind === 'akida') return detailsOfAkida(loaded.model, layer, plan);
  const { edited, quantized, akida } = derivation(loaded.graph, plan);
  const graph = quantized ?? edited;
  const node =
    graph.layers.find(({ name }) => name === layer) ??
    edited.layers.find(({ name }) => name === layer);
  if (!node) {
    fail(
      'graph/unknown-layer-name',
      { layer },
      layer,
      edited.layers.map(({ name }) => name),
    );
  }
  const shapes = outputShapes(edited);
  const before = edited.layers.find(({ name }) => name === layer) ?? node;
  const onChip = akida
    ? hardwareLayersOfAkida(akida)
    : hardwareLayersOfGraph(contextOf(graph, inputOptions(convertOptions(plan.settings))));
  const hardwareLayer = onChip.find(({ name }) => name === layer);
  return {
    name: layer,
    inputShapes: shapes.inputs(before).map((shape) => shape ?? null),
    config: configOfNode(node),
    weights: weightsOfNode(node),
    hardware: hardwareLayer ? hardwareNotes(hardwareLayer, plan.settings.hardware) : null,
    converted: convertedDetails(akida?.layers.find(({ name }) => name === layer)),
  };
});

function detailsOfAkida(model: AkidaModel, name: string, { settings }: Plan): LayerDetails {
  const index = model.layers.findIndex((candidate) => candidate.name === name);
  const layer =
    model.layers[index] ??
    fail(
      'graph/unknown-layer-name',
      { layer: name },
      name,
      model.layers.map((known) => known.name),
    );
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
