import { invariant } from '../errors/diagnostic.ts';
import type { LayerNode, ModelGraph, TensorRef } from '../ir/graph.ts';
import type { JsonObject } from '../ir/json.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { conv2d } from '../layers/conv2d.ts';
import { parseConfig, type AnyLayerDefinition, type NodeOf } from '../layers/define.ts';
import type { depthwiseConv2d } from '../layers/depthwiseConv2d.ts';
import { layerDefinition } from '../layers/index.ts';
import type { separableConv2d } from '../layers/separableConv2d.ts';
import { sameShape, type Shape, type Tensor } from '../tensor/tensor.ts';

function outputOf(name: string): TensorRef {
  return { layer: name, call: 0, output: 0 };
}

/** The layer that gives this one its input, when it has one input and one use. */
export function layerBefore(graph: ModelGraph, node: LayerNode | undefined): LayerNode | undefined {
  const [refs = [], ...moreCalls] = node?.calls ?? [];
  const [ref, ...moreRefs] = refs;
  if (!ref || moreCalls.length > 0 || moreRefs.length > 0) return undefined;
  return graph.layers.find(({ name }) => name === ref.layer);
}

/** The one layer that reads this one's output; undefined where several do, or the output leaves the model. */
export function layerBehind(graph: ModelGraph, node: LayerNode | undefined): LayerNode | undefined {
  if (!node || graph.outputs.some((ref) => ref.layer === node.name)) return undefined;
  const readers = graph.layers.filter((other) =>
    other.calls.flat().some((ref) => ref.layer === node.name),
  );
  const [reader, ...more] = readers;
  return more.length === 0 && layerBefore(graph, reader) === node ? reader : undefined;
}

/** A name that no layer has yet. */
export function freshName(graph: ModelGraph, wanted: string): string {
  const taken = new Set(graph.layers.map(({ name }) => name));
  if (!taken.has(wanted)) return wanted;
  let i = 1;
  while (taken.has(`${wanted}_${i}`)) i++;
  return `${wanted}_${i}`;
}

/** A layer of a known type, not wired yet; its configuration as it would stand in a file. */
export function newLayer(
  definition: AnyLayerDefinition,
  name: string,
  serialized: JsonObject = {},
  weights: LayerNode['weights'] = {},
): LayerNode {
  const full = { name, trainable: true, dtype: 'float32', ...serialized };
  return {
    name,
    className: definition.className,
    config: parseConfig(definition.params, full) as object,
    serialized: full,
    weights,
    calls: [],
    scope: [],
  };
}

/** A Conv2D that takes the place of a depthwise or separable layer: its name, window, activation and bias, and another kernel. */
export function convInPlaceOf(
  node: NodeOf<typeof depthwiseConv2d> | NodeOf<typeof separableConv2d>,
  kernel: Tensor,
): LayerNode {
  const { kernelSize, strides, padding, dilationRate, activation, useBias } = node.config;
  const config = {
    filters: kernel.shape[3] ?? 1,
    kernel_size: [...kernelSize],
    strides: [...strides],
    padding,
    dilation_rate: [...dilationRate],
    activation,
    use_bias: useBias,
  };
  const { bias } = node.weights;
  return newLayer(conv2d, node.name, config, { kernel, ...(bias ? { bias } : {}) });
}

/** Puts another layer in a layer's place: same inputs, same readers. */
export function replaceLayer(graph: ModelGraph, old: LayerNode, next: LayerNode): ModelGraph {
  const rename = (ref: TensorRef): TensorRef =>
    ref.layer === old.name ? { ...ref, layer: next.name } : ref;
  return {
    ...graph,
    layers: graph.layers.map((node) => {
      const wired = node === old ? { ...next, calls: old.calls, scope: old.scope } : node;
      return { ...wired, calls: wired.calls.map((refs) => refs.map(rename)) };
    }),
    inputs: graph.inputs.map(rename),
    outputs: graph.outputs.map(rename),
  };
}

/** Takes out a layer with one input and one use; its readers read its input instead. */
export function removeLayer(graph: ModelGraph, node: LayerNode): ModelGraph {
  const input = node.calls[0]?.[0];
  invariant(input && node.calls.length === 1, `"${node.name}" has one input`);
  const bypass = (ref: TensorRef): TensorRef => (ref.layer === node.name ? input : ref);
  return {
    ...graph,
    layers: graph.layers
      .filter((other) => other !== node)
      .map((other) => ({ ...other, calls: other.calls.map((refs) => refs.map(bypass)) })),
    outputs: graph.outputs.map(bypass),
  };
}

/** Puts a new layer behind another: everything that read the old one reads the new one. */
export function insertBehind(graph: ModelGraph, node: LayerNode, added: LayerNode): ModelGraph {
  const redirect = (ref: TensorRef): TensorRef =>
    ref.layer === node.name ? { ...ref, layer: added.name } : ref;
  const layers = graph.layers.flatMap((other) => {
    const wired = { ...other, calls: other.calls.map((refs) => refs.map(redirect)) };
    if (other !== node) return [wired];
    const here = { ...added, calls: [[outputOf(node.name)]], scope: node.scope };
    return [other, here];
  });
  return { ...graph, layers, outputs: graph.outputs.map(redirect) };
}

/** Moves a layer behind the one that reads it. */
export function swapWithNext(graph: ModelGraph, node: LayerNode, next: LayerNode): ModelGraph {
  const without = removeLayer(graph, node);
  const moved = without.layers.find(({ name }) => name === next.name);
  invariant(moved, `"${next.name}" is still there`);
  return insertBehind(without, moved, node);
}

/** The layer of the same name with some parameters changed; its file configuration follows when it is written. */
export function withConfig<C extends object>(node: LayerNode<C>, change: Partial<C>): LayerNode<C> {
  return { ...node, config: { ...node.config, ...change } };
}

/** True when all shapes can be worked out and every weight has the shape that its layer expects. */
export function fitsTogether(graph: ModelGraph): boolean {
  const shapes = outputShapes(graph);
  if (shapes.problems.size > 0) return false;
  return graph.layers.every((node) => {
    const inputs = shapes.inputs(node);
    const specs = layerDefinition(node.className)?.weights;
    if (!specs || inputs.includes(undefined) || Object.keys(node.weights).length === 0) return true;
    return specs(node.config, inputs as Shape[]).every(({ name, shape }) => {
      const found = node.weights[name]?.shape;
      return found !== undefined && sameShape(found, shape);
    });
  });
}
