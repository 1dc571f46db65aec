import { fail } from '../../errors/diagnostic.ts';
import { chainOf, type LayerNode, type ModelGraph } from '../../ir/graph.ts';
import { roleOf } from '../../analysis/blocks.ts';
import { outputShapes } from '../../analysis/outputShapes.ts';
import { activation } from '../../layers/activation.ts';
import { averagePooling2d } from '../../layers/averagePooling2d.ts';
import { batchNormalization } from '../../layers/batchNormalization.ts';
import { conv2d } from '../../layers/conv2d.ts';
import { isLayer } from '../../layers/define.ts';
import { dense } from '../../layers/dense.ts';
import { dropout } from '../../layers/dropouts.ts';
import { flatten } from '../../layers/flatten.ts';
import { globalAveragePooling2d } from '../../layers/globalAveragePooling2d.ts';
import { inputLayer } from '../../layers/inputLayer.ts';
import { maxPooling2d } from '../../layers/maxPooling2d.ts';
import { quantizedConv2d } from '../../layers/quantizedConv2d.ts';
import { quantizedDense } from '../../layers/quantizedDense.ts';
import { quantizedSeparableConv2d } from '../../layers/quantizedSeparableConv2d.ts';
import { relu } from '../../layers/relu.ts';
import { rescaling } from '../../layers/rescaling.ts';
import { reshape } from '../../layers/reshape.ts';
import { separableConv2d } from '../../layers/separableConv2d.ts';
import { softmax } from '../../layers/softmax.ts';
import { activationGrid } from '../../layers/activationStep.ts';
import { inlineActivation } from '../../layers/layerGroups.ts';
import type { Sparsity } from '../sparsity.ts';
import {
  averagePoolStage,
  dropoutStage,
  globalAverageStage,
  maxPoolStage,
  quantizedActivationStage,
  reluLayerStage,
  reluStage,
  rescalingStage,
  reshapeStage,
} from './plainStages.ts';
import { batchNormStage } from './batchNormStage.ts';
import type { TrainingStage } from './define.ts';
import { neuralStage, separableStage } from './neuralStages.ts';
import { sparsityStage } from './sparsityStage.ts';

/**
 * The stages of a serial model as Keras computes it, float or quantized, on real inputs. A softmax or sigmoid at the end is left out: the
 * loss is taken on logits.
 * @param sparsity  charges what activations send into another layer
 * @throws StudioError graph/not-serial, qat/not-trainable, qat/missing-weight
 */
export function kerasStages(
  graph: ModelGraph,
  sparsity: Sparsity | null = null,
): readonly TrainingStage[] {
  const chain = chainOf(graph);
  const senders = sparsity ? sendersOf(chain) : null;
  return chain.flatMap((node) => {
    const stages = layerStages(graph, node);
    if (!sparsity || !senders?.has(node.name)) return stages;
    return [...stages, sparsityStage(`${node.name}/sparsity`, sparsity, 1)];
  });
}

/** Names of the layers whose outputs are what an activation sends into a neural layer: the activation, or the pool behind it. */
function sendersOf(chain: readonly LayerNode[]): ReadonlySet<string> {
  const senders = new Set<string>();
  let sender: string | null = null;
  for (const node of chain) {
    const role = roleOf(node);
    if (role === 'neural') {
      if (sender !== null) senders.add(sender);
      sender = inlineActivation(node) === 'linear' ? null : node.name;
    } else if (role === 'activation' || (role === 'pool' && sender !== null)) sender = node.name;
    // Flatten and Dropout leave what fires as it is; behind anything else it is no longer what fired.
    else if (role !== 'reshape' && role !== 'dropout') sender = null;
  }
  return senders;
}

/** The stages of one layer of a serial model: none for an input, two for a layer with an inline activation. */
export function layerStages(graph: ModelGraph, node: LayerNode): readonly TrainingStage[] {
  const isLast = graph.outputs[0]?.layer === node.name;
  const { name } = node;
  if (isLayer(node, inputLayer)) return [];
  if (isLayer(node, rescaling)) {
    return [rescalingStage(name, node.config.scale, node.config.offset)];
  }
  if (isLayer(node, conv2d) || isLayer(node, dense)) {
    return [neuralStage(node), ...activationNamed(node, node.config.activation, isLast)];
  }
  if (isLayer(node, quantizedConv2d) || isLayer(node, quantizedDense)) return [neuralStage(node)];
  if (isLayer(node, separableConv2d)) {
    return [separableStage(node), ...activationNamed(node, node.config.activation, isLast)];
  }
  if (isLayer(node, quantizedSeparableConv2d)) return [separableStage(node)];
  if (isLayer(node, batchNormalization)) return [batchNormStage(node)];
  if (isLayer(node, relu)) return [reluLayerStage(node)];
  if (isLayer(node, activation)) return activationNamed(node, node.config.activation, isLast);
  if (isLayer(node, softmax) && isLast) return [];
  if (isLayer(node, dropout)) return [dropoutStage(name, node.config.rate)];
  if (isLayer(node, flatten) || isLayer(node, reshape)) return [reshapeStageOf(graph, node)];
  const grid = activationGrid(node);
  if (grid) return [quantizedActivationStage(name, grid)];
  return [poolStage(node)];
}

function poolStage(node: LayerNode): TrainingStage {
  const { name } = node;
  const channelsLast =
    (node.config as { readonly dataFormat?: string }).dataFormat === 'channels_last';
  if (channelsLast && isLayer(node, maxPooling2d)) {
    return maxPoolStage(name, {
      ...node.config,
      strides: node.config.strides ?? node.config.poolSize,
    });
  }
  if (channelsLast && isLayer(node, averagePooling2d)) {
    return averagePoolStage(name, {
      ...node.config,
      strides: node.config.strides ?? node.config.poolSize,
    });
  }
  if (channelsLast && isLayer(node, globalAveragePooling2d)) {
    return globalAverageStage(name, node.config.keepdims);
  }
  return fail('qat/not-trainable', { layer: name }, node.className);
}

/** A layer that only gives its values another shape. */
export function reshapeStageOf(graph: ModelGraph, node: LayerNode): TrainingStage {
  const shape = outputShapes(graph).output(node.name)?.slice(1) ?? [];
  if (shape.includes(null)) fail('qat/not-trainable', { layer: node.name }, node.className);
  return reshapeStage(
    node.name,
    shape.map((size) => size ?? 1),
  );
}

/** The stage of an activation that a layer names; none for linear, and none for a softmax or sigmoid at the end. */
function activationNamed(node: LayerNode, name: string, isLast: boolean): readonly TrainingStage[] {
  if (name === 'linear' || (isLast && (name === 'softmax' || name === 'sigmoid'))) return [];
  if (name === 'relu') return [reluStage(`${node.name}/relu`, null)];
  if (name === 'relu6') return [reluStage(`${node.name}/relu6`, 6)];
  return fail('qat/not-trainable', { layer: node.name }, `${node.className} with ${name}`);
}
