import { jointsOf } from '../analysis/branches.ts';
import type { Diagnostic } from '../errors/diagnostic.ts';
import { layerBehind, withConfig } from '../fixes/graphEdits.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { pythonLine, pythonRebind } from '../keras/pythonSource.ts';
import { isConvolution, isNeural } from '../layers/layerGroups.ts';
import { isLayer } from '../layers/define.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { separableConv2d } from '../layers/separableConv2d.ts';
import { akida1Layers } from '../targets/akida1.ts';

/** How a layer that no fix mends would be written in Keras instead: the network has to be trained with it. */
export interface KerasRewrite {
  /** The layer whose line is replaced. */
  readonly layer: string;
  /** Its lines in the source that builds the model, see `pythonSource`. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

type Rewrite = (graph: ModelGraph, node: LayerNode) => KerasRewrite | null;

/** By the rule that is broken. */
const REWRITES: Readonly<Record<string, Rewrite>> = {
  'serial-graph': withoutShortcut,
  'conv-kernel': otherWindow,
  'hw-kernel-size': otherWindow,
  'hw-stride': otherWindow,
  'hw-pool': smallerPool,
};

/**
 * The lines of Keras code that would break a rule no more, for a layer that a fix cannot mend with its weights.
 * @returns null where the answer is another architecture, not another line
 * @example kerasRewrite(graph, violation)?.after
 */
export function kerasRewrite(
  graph: ModelGraph,
  { code, where }: Pick<Diagnostic, 'code' | 'where'>,
): KerasRewrite | null {
  const node = graph.layers.find(({ name }) => name === where.layer);
  const rewrite = REWRITES[code.replace(/^rule\//, '')];
  return (node && rewrite?.(graph, node)) ?? null;
}

/** The main branch of a block alone: the shortcut and the layer that joins both go. */
function withoutShortcut(graph: ModelGraph, node: LayerNode): KerasRewrite | null {
  const joint = jointsOf(graph).get(node.name);
  const kept = joint && joint.main !== null ? node.calls[0]?.[joint.main] : undefined;
  if (!kept) return null;
  return {
    layer: node.name,
    before: [pythonLine(graph, node)],
    after: [pythonRebind(graph, node, kept)],
  };
}

/** A kernel and strides that the chip has, the nearest to those that are there. */
function otherWindow(graph: ModelGraph, node: LayerNode): KerasRewrite | null {
  if (!isConvolution(node)) return null;
  const { kernelSize, strides } = node.config;
  const isFirst = graph.layers.find((layer) => isNeural(layer)) === node;
  const kind = isFirst
    ? 'InputConvolutional'
    : isLayer(node, separableConv2d)
      ? 'SeparableConvolutional'
      : 'Convolutional';
  const limits = akida1Layers[kind];
  const stride = nearest(Math.max(...strides), limits.strides?.value ?? []);
  const sizes = limits.kernelSizes?.value ?? [];
  const withStride = stride === 2 ? (limits.strideTwoKernels?.value ?? sizes) : sizes;
  const size = nearest(Math.max(...kernelSize), withStride);
  if (stride === null || size === null) return null;
  const next = withConfig(node, {
    kernelSize: [size, size],
    strides: [stride, stride],
    padding: 'same',
  });
  return replaced(graph, node, next);
}

/** The max pool of a convolution's block as the chip pools: 2x2, without overlap. */
function smallerPool(graph: ModelGraph, node: LayerNode): KerasRewrite | null {
  let pool = layerBehind(graph, node);
  while (pool && !isNeural(pool) && !isLayer(pool, maxPooling2d)) pool = layerBehind(graph, pool);
  if (!isLayer(pool, maxPooling2d)) return null;
  return replaced(graph, pool, withConfig(pool, { poolSize: [2, 2], strides: [2, 2] }));
}

function replaced(graph: ModelGraph, node: LayerNode, next: LayerNode): KerasRewrite | null {
  const [before, after] = [pythonLine(graph, node), pythonLine(graph, next)];
  return before === after ? null : { layer: node.name, before: [before], after: [after] };
}

/** The allowed value that is nearest; of two, the smaller. */
function nearest(wanted: number, allowed: readonly number[]): number | null {
  const [first, ...more] = allowed;
  if (first === undefined) return null;
  const off = (value: number) => Math.abs(value - wanted);
  return more.reduce((best, value) => (off(value) < off(best) ? value : best), first);
}
