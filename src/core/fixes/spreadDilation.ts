import { isConvolution, isSeparable } from '../layers/layerGroups.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { replaceLayer, withConfig } from './graphEdits.ts';

export const spreadDilation = defineFix({
  id: 'spread-dilation',
  rules: ['neural-arguments'],
  doc: 'Writes a dilated kernel as a larger plain one with zeros between its cells: the same sums.',
  plan: (graph, node) => {
    const { dilationRate } = node.config as { readonly dilationRate?: readonly [number, number] };
    const key = isSeparable(node) ? 'depthwise_kernel' : 'kernel';
    const kernel = node.weights[key];
    if (!isConvolution(node) || !kernel || !dilationRate || Math.max(...dilationRate) === 1)
      return null;
    const spread = spreadKernel(kernel, dilationRate);
    const kernelSize = [spread.shape[0] ?? 1, spread.shape[1] ?? 1] as const;
    return {
      exact: true,
      describe: `The dilated kernel of "${node.name}" becomes a plain ${kernelSize.join('x')} one with zeros between its cells. The outputs stay the same.`,
      apply: () =>
        replaceLayer(graph, node, {
          ...withConfig(node, { kernelSize, dilationRate: [1, 1] } as object),
          weights: { ...node.weights, [key]: spread },
        }),
    };
  },
});

function spreadKernel(kernel: Tensor, [dx, dy]: readonly [number, number]): Tensor {
  const [kx = 1, ky = 1, ...rest] = kernel.shape;
  const cell = rest.reduce((product, dim) => product * dim, 1);
  const [newX, newY] = [(kx - 1) * dx + 1, (ky - 1) * dy + 1];
  const data = new Float32Array(newX * newY * cell);
  for (let i = 0; i < kx; i++) {
    for (let j = 0; j < ky; j++) {
      const from = (i * ky + j) * cell;
      data.set(kernel.data.subarray(from, from + cell), (i * dx * newY + j * dy) * cell);
    }
  }
  return tensor(data, [newX, newY, ...rest]);
}
