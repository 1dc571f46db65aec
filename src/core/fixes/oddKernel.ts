import type { LayerNode, ModelGraph } from '../ir/graph.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { isConvolution, isSeparable } from '../layers/layerGroups.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { windowAxis } from '../tensor/window.ts';
import { defineFix } from './define.ts';
import { replaceLayer, withConfig } from './graphEdits.ts';

/** Zeros added before and behind the cells of one kernel axis. */
interface Growth {
  readonly before: number;
  readonly behind: number;
}

export const oddKernel = defineFix({
  id: 'odd-kernel',
  rules: ['conv-kernel'],
  doc: "Makes an even kernel odd by a row or column of zeros, on the side where padding 'same' shifts the window.",
  source: 'https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2',
  plan: (graph, node) => {
    const key = isSeparable(node) ? 'depthwise_kernel' : 'kernel';
    const kernel = node.weights[key];
    const growth = growthOf(graph, node);
    if (!isConvolution(node) || !kernel || !growth) return null;
    const [x, y] = growth;
    const grown = padded(kernel, x, y);
    const kernelSize = [grown.shape[0] ?? 1, grown.shape[1] ?? 1] as const;
    return {
      exact: true,
      describe: `The ${node.config.kernelSize.join('x')} kernel of "${node.name}" becomes ${kernelSize.join('x')} with zeros at its edge. The outputs stay the same.`,
      apply: () =>
        replaceLayer(graph, node, {
          ...withConfig(node, { kernelSize }),
          weights: { ...node.weights, [key]: grown },
        }),
    };
  },
});

/** Null where nothing is even, or where zeros would shift the map: only 'same' keeps its size. */
function growthOf(graph: ModelGraph, node: LayerNode): readonly [Growth, Growth] | null {
  if (!isConvolution(node)) return null;
  const { kernelSize, strides, padding } = node.config;
  const { dilationRate = [1, 1] } = node.config as { readonly dilationRate?: readonly number[] };
  const [, ...sizes] = outputShapes(graph).inputs(node)[0] ?? [];
  if (kernelSize.every((size) => size % 2 === 1) || dilationRate.some((d) => d !== 1)) return null;
  if (padding !== 'same') return null;
  const along = (axis: 0 | 1): Growth | null => {
    const [size, window] = [sizes[axis], kernelSize[axis]];
    if (window % 2 === 1) return { before: 0, behind: 0 };
    if (typeof size !== 'number') return null;
    const old = windowAxis(size, window, strides[axis], 'same').before;
    const shift = windowAxis(size, window + 1, strides[axis], 'same').before - old;
    return { before: shift, behind: 1 - shift };
  };
  const [x, y] = [along(0), along(1)];
  return x && y ? [x, y] : null;
}

function padded(kernel: Tensor, x: Growth, y: Growth): Tensor {
  const [kx = 1, ky = 1, ...rest] = kernel.shape;
  const cell = rest.reduce((product, dim) => product * dim, 1);
  const [newX, newY] = [kx + x.before + x.behind, ky + y.before + y.behind];
  const data = new Float32Array(newX * newY * cell);
  for (let i = 0; i < kx; i++) {
    for (let j = 0; j < ky; j++) {
      const from = (i * ky + j) * cell;
      data.set(
        kernel.data.subarray(from, from + cell),
        ((i + x.before) * newY + j + y.before) * cell,
      );
    }
  }
  return tensor(data, [newX, newY, ...rest]);
}
