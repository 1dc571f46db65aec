import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { isLayer } from '../layers/define.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { relu } from '../layers/relu.ts';
import { rescaling } from '../layers/rescaling.ts';
import { tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { foldBatchNormForward } from './foldBatchNormForward.ts';
import { layerBefore, newLayer, replaceLayer } from './graphEdits.ts';
import { normalizationOf, operationOf, type Operation } from './operations.ts';

export const operationToLayer = defineFix({
  id: 'operation-to-layer',
  rules: ['supported-layer'],
  doc: 'Writes arithmetic on the input and Normalization as Rescaling, and clipping at zero as ReLU. A Normalization with numbers of its own for each channel becomes a BatchNormalization where the next layer can take that in. The outputs stay the same up to float32 rounding.',
  plan: (graph, node) => {
    const before = layerBefore(graph, node);
    const next = before && layerFor(graph, node, before);
    if (!next) return null;
    return {
      exact: true,
      describe: `${node.className} "${node.name}" becomes ${next.className}, which computes the same. The outputs stay the same.`,
      apply: () => replaceLayer(graph, node, next),
    };
  },
});

function layerFor(graph: ModelGraph, node: LayerNode, before: LayerNode): LayerNode | null {
  const operation = operationOf(node);
  if (operation?.kind === 'clip') return clipped(node, operation);
  const onInput = isLayer(before, inputLayer) || isLayer(before, rescaling);
  if (!onInput) return null;
  if (operation) return rescaled(node, operation.scale, operation.offset);
  const normal = normalizationOf(node);
  if (!normal) return null;
  const [scale, mean] = [uniform(normal.scale), uniform(normal.mean)];
  if (scale !== null && mean !== null) return rescaled(node, scale, -mean * scale);
  const norm = normalized(node, normal.mean, normal.variance);
  // Otherwise a BatchNormalization at the start is one problem for another.
  const changed = replaceLayer(graph, node, norm);
  const inPlace = changed.layers.find(({ name }) => name === norm.name);
  return inPlace && foldBatchNormForward.plan(changed, inPlace) ? norm : null;
}

function rescaled({ name }: LayerNode, scale: number, offset: number): LayerNode {
  return newLayer(rescaling, name, { scale, offset });
}

function clipped({ name }: LayerNode, { most }: Operation & { kind: 'clip' }): LayerNode {
  return newLayer(relu, name, { max_value: most, negative_slope: 0, threshold: 0 });
}

function uniform(values: readonly number[]): number | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** (x - mean) / sqrt(variance): no gamma, no beta, no epsilon. */
function normalized(
  { name }: LayerNode,
  mean: readonly number[],
  variance: readonly number[],
): LayerNode {
  const channels = Math.max(mean.length, variance.length);
  const spread = (values: readonly number[]) =>
    tensor(
      Float32Array.from({ length: channels }, (_, c) => values[c % values.length] ?? 0),
      [channels],
    );
  return newLayer(
    batchNormalization,
    name,
    { axis: [-1], epsilon: 0, center: false, scale: false },
    { moving_mean: spread(mean), moving_variance: spread(variance) },
  );
}
