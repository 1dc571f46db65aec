import { outputShapes } from '../analysis/outputShapes.ts';
import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { activation } from '../layers/activation.ts';
import { batchNormalization } from '../layers/batchNormalization.ts';
import { conv2d } from '../layers/conv2d.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { dense } from '../layers/dense.ts';
import { flatten } from '../layers/flatten.ts';
import { inputLayer } from '../layers/inputLayer.ts';
import { isDropout, isRelu } from '../layers/layerGroups.ts';
import { maxPooling2d } from '../layers/maxPooling2d.ts';
import { rescaling } from '../layers/rescaling.ts';
import { separableConv2d } from '../layers/separableConv2d.ts';
import { akida1Layers } from '../targets/akida1.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import type { Padding } from '../tensor/window.ts';
import { defineFix } from './define.ts';
import { fitsTogether, layerBefore, layerBehind, replaceLayer, withConfig } from './graphEdits.ts';
import {
  cheapestWay,
  slideGrown,
  type Edges,
  type GrownAxis,
  type Option,
  type Step,
} from './grownMap.ts';

type Convolution = NodeOf<typeof conv2d> | NodeOf<typeof separableConv2d>;
type Pool = NodeOf<typeof maxPooling2d>;
type GrownMap = readonly [GrownAxis, GrownAxis];

/** What a convolution or a pool becomes. */
interface Choice {
  readonly node: Convolution | Pool;
  readonly padding: Padding;
  /** Size of the kernel, with the zeros around it; a pool keeps its own. */
  readonly size: readonly [number, number];
  /** Zeros before the kernel. */
  readonly zeros: readonly [number, number];
}

/** From a convolution to the fully connected layer that reads its map. */
interface Stretch {
  readonly windows: readonly (Convolution | Pool)[];
  readonly head: NodeOf<typeof dense>;
  /** The map that the head reads: x, y, channels. */
  readonly map: readonly [number, number, number];
}

export const growMap = defineFix({
  id: 'grow-map',
  rules: ['hw-padding', 'pool-padding'],
  doc: "Lets every convolution and max pool up to the next Flatten pad 'same', and gives the Dense layer behind it rows of zeros for the cells that are new. Where a pool would part the map at other cells, zeros at the edge of the kernel before it keep them in place. The outputs stay the same, unless a convolution that padded stands behind new cells, which it reads where zeros were.",
  plan: (graph, node) => {
    const stretch = stretchFrom(graph, blockStart(graph, node));
    const kept = stretch && wayThrough(graph, stretch, 'kept');
    const way = kept ?? (stretch && wayThrough(graph, stretch, 'changed'));
    if (!stretch || !way) return null;
    const changes = way.choices.filter(isChange);
    if (changes.length === 0) return null;
    const changed = rearranged(changes.reduce(changedLayer, graph), stretch, way.map);
    if (!fitsTogether(changed)) return null;
    const names = changes.map((choice) => `"${choice.node.name}"`).join(', ');
    return {
      exact: kept !== null,
      describe: `${names}: padding '${changes[0]?.padding ?? 'same'}'. The map that "${stretch.head.name}" reads grows from ${stretch.map.slice(0, 2).join('x')} to ${way.map.map(({ size }) => size).join('x')}; its rows are rearranged, with zeros for the new cells. ${kept ? 'The outputs stay the same.' : 'A convolution that padded zeros reads new cells there now: the function changes at the border of the map, fine-tune after it.'}`,
      apply: () => changed,
    };
  },
});

/** The convolution of a layer's block. */
function blockStart(graph: ModelGraph, node: LayerNode): LayerNode | undefined {
  let at: LayerNode | undefined = node;
  while (at && (isLayer(at, maxPooling2d) || worksOnEachCell(at))) at = layerBefore(graph, at);
  return at;
}

function worksOnEachCell(node: LayerNode): boolean {
  if (isLayer(node, activation)) return node.config.activation !== 'softmax';
  return isRelu(node) || isDropout(node) || isLayer(node, batchNormalization);
}

function stretchFrom(graph: ModelGraph, start: LayerNode | undefined): Stretch | null {
  const windows: (Convolution | Pool)[] = [];
  let next = start;
  for (; next && !isLayer(next, flatten); next = layerBehind(graph, next)) {
    if (isWindow(next)) windows.push(next);
    else if (!worksOnEachCell(next)) return null;
  }
  const [, x, y, channels] = (next && outputShapes(graph).inputs(next)[0]) ?? [];
  let head = layerBehind(graph, next);
  // A normalization of the vector has as many weights as it has values.
  while (head && worksOnEachCell(head) && !isLayer(head, batchNormalization)) {
    head = layerBehind(graph, head);
  }
  if (!x || !y || !channels || !isLayer(head, dense) || windows.length === 0) return null;
  return head.weights['kernel'] ? { windows, head, map: [x, y, channels] } : null;
}

function isWindow(node: LayerNode): node is Convolution | Pool {
  if (isLayer(node, maxPooling2d)) return node.config.dataFormat === 'channels_last';
  if (!isLayer(node, conv2d) && !isLayer(node, separableConv2d)) return false;
  const { dataFormat, dilationRate } = node.config;
  return dataFormat === 'channels_last' && dilationRate.every((rate) => rate === 1);
}

function wayThrough(
  graph: ModelGraph,
  { windows }: Stretch,
  edges: Edges,
): ReturnType<typeof search> {
  const [first] = windows;
  const [, x, y] = (first && outputShapes(graph).inputs(first)[0]) ?? [];
  if (!first || !x || !y) return null;
  const before = layerBefore(graph, first);
  const isFirst = isLayer(before, inputLayer) || isLayer(before, rescaling);
  const start: GrownMap = [
    { size: x, from: 0, count: x },
    { size: y, from: 0, count: y },
  ];
  // Pixels may be convolved without padding; the pools of that block follow it.
  const own = isLayer(first, maxPooling2d) ? 'same' : first.config.padding;
  const kept = isFirst && own === 'valid' ? search(start, windows, 'valid', edges) : null;
  return kept?.choices.some(isChange) ? kept : search(start, windows, 'same', edges);
}

function search(start: GrownMap, windows: Stretch['windows'], firstPadding: Padding, edges: Edges) {
  let padding: Padding = firstPadding;
  const steps = windows.map((node, i): Step<Choice> => {
    if (i > 0 && !isLayer(node, maxPooling2d)) padding = 'same';
    const wanted = padding;
    return isLayer(node, maxPooling2d)
      ? (map) => poolOptions(map, node, wanted, edges)
      : (map) => kernelOptions(map, node, wanted, edges);
  });
  return cheapestWay(start, steps);
}

function poolOptions(
  map: GrownMap,
  node: Pool,
  padding: Padding,
  edges: Edges,
): readonly Option<Choice>[] {
  const size = node.config.poolSize;
  const strides = node.config.strides ?? size;
  const slide = (axis: 0 | 1): GrownAxis | null => {
    const old = { window: size[axis], stride: strides[axis], padding: node.config.padding };
    return slideGrown(map[axis], old, { window: size[axis], padding }, 0, edges);
  };
  const [x, y] = [slide(0), slide(1)];
  return x && y ? [{ choice: { node, padding, size, zeros: [0, 0] }, map: [x, y], cost: 0 }] : [];
}

/** The kernel as it is, then larger ones that the chip has, with the kernel anywhere inside. A stride keeps the kernel. */
function kernelOptions(
  map: GrownMap,
  node: Convolution,
  padding: Padding,
  edges: Edges,
): readonly Option<Choice>[] {
  const { kernelSize, strides } = node.config;
  const kind = isLayer(node, separableConv2d) ? 'SeparableConvolutional' : 'Convolutional';
  const largest = Math.max(...kernelSize);
  const { kernelSizes, maxChannelsPerFilter } = akida1Layers[kind];
  const channels = (node.weights['depthwise_kernel'] ?? node.weights['kernel'])?.shape[2] ?? 0;
  const odd = (kernelSizes?.value ?? []).filter(
    (size) => size >= largest && channels <= (maxChannelsPerFilter?.value[size]?.[4] ?? Infinity),
  );
  const canGrow = padding === 'same' && strides.every((stride) => stride === 1);
  const sizes = [
    kernelSize,
    ...(canGrow ? odd : []).map((size): readonly [number, number] => [size, size]),
  ];
  return sizes.flatMap((size) => {
    const along = (axis: 0 | 1) =>
      Array.from({ length: size[axis] - kernelSize[axis] + 1 }, (_, zeros) => {
        const old = { window: kernelSize[axis], stride: strides[axis] };
        const grown = slideGrown(
          map[axis],
          { ...old, padding: node.config.padding },
          { window: size[axis], padding },
          zeros,
          edges,
        );
        return { zeros, grown };
      });
    const columns = along(1);
    return along(0).flatMap(({ zeros: zx, grown: x }) =>
      columns.flatMap(({ zeros: zy, grown: y }): Option<Choice>[] =>
        x && y
          ? [
              {
                choice: { node, padding, size, zeros: [zx, zy] },
                map: [x, y],
                cost: costOf(node, size),
              },
            ]
          : [],
      ),
    );
  });
}

/** Weights, of which zeros cost as much as others. */
function costOf({ weights }: Convolution, size: readonly [number, number]): number {
  const kernel = weights['depthwise_kernel'] ?? weights['kernel'];
  const [, , inputs = 1, outputs = 1] = kernel?.shape ?? [];
  return size[0] * size[1] * inputs * outputs;
}

function isChange({ node, padding, size }: Choice): boolean {
  const old = isLayer(node, maxPooling2d) ? size : node.config.kernelSize;
  return node.config.padding !== padding || size.join() !== old.join();
}

function changedLayer(graph: ModelGraph, { node, padding, size, zeros }: Choice): ModelGraph {
  const inPlace = graph.layers.find(({ name }) => name === node.name) ?? node;
  if (isLayer(node, maxPooling2d)) {
    return replaceLayer(graph, inPlace, withConfig(inPlace, { padding }));
  }
  const key = isLayer(node, separableConv2d) ? 'depthwise_kernel' : 'kernel';
  const kernel = node.weights[key];
  const weights = kernel ? { ...node.weights, [key]: surrounded(kernel, size, zeros) } : {};
  const next = withConfig(inPlace, { padding, kernelSize: size });
  return replaceLayer(graph, inPlace, { ...next, weights });
}

/** The kernel inside a larger one of zeros. */
function surrounded(
  kernel: Tensor,
  [sizeX, sizeY]: readonly [number, number],
  [zerosX, zerosY]: readonly [number, number],
): Tensor {
  const [kx = 1, ky = 1, ...rest] = kernel.shape;
  const cell = rest.reduce((product, dim) => product * dim, 1);
  const data = new Float32Array(sizeX * sizeY * cell);
  for (let i = 0; i < kx; i++) {
    const row = kernel.data.subarray(i * ky * cell, (i + 1) * ky * cell);
    data.set(row, ((i + zerosX) * sizeY + zerosY) * cell);
  }
  return tensor(data, [sizeX, sizeY, ...rest]);
}

/** The rows of the Dense layer where their cells are now, zeros for the others. */
function rearranged(graph: ModelGraph, { head, map }: Stretch, [x, y]: GrownMap): ModelGraph {
  const kernel = head.weights['kernel'];
  const inPlace = graph.layers.find(({ name }) => name === head.name);
  if (!kernel || !inPlace) return graph;
  const units = kernel.shape[1] ?? 1;
  const [, oldY, channels] = map;
  const data = new Float32Array(x.size * y.size * channels * units);
  const line = oldY * channels * units;
  for (let i = 0; i < x.count; i++) {
    const to = ((i + x.from) * y.size + y.from) * channels * units;
    data.set(kernel.data.subarray(i * line, (i + 1) * line), to);
  }
  const rows = tensor(data, [x.size * y.size * channels, units]);
  return replaceLayer(graph, inPlace, { ...inPlace, weights: { ...head.weights, kernel: rows } });
}
