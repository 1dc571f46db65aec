import { isLayer } from '../layers/define.ts';
import { separableConv2d } from '../layers/separableConv2d.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { convInPlaceOf, replaceLayer } from './graphEdits.ts';

export const separableToConv = defineFix({
  id: 'separable-to-conv',
  rules: ['neural-arguments', 'image-input'],
  doc: 'Multiplies the two kernels of a SeparableConv2D into the one of a Conv2D: the same outputs, with more weights. For a depth_multiplier above 1, and for the first layer on images.',
  plan: (graph, node) => {
    if (!isLayer(node, separableConv2d) || node.config.dataFormat !== 'channels_last') return null;
    const { depthwise_kernel: depthwise, pointwise_kernel: pointwise } = node.weights;
    if (!depthwise || !pointwise) return null;
    return {
      exact: true,
      describe: `"${node.name}" becomes a Conv2D whose kernel is the product of its two. The outputs stay the same.`,
      apply: () =>
        replaceLayer(graph, node, convInPlaceOf(node, productKernel(depthwise, pointwise))),
    };
  },
});

/** kernel[x, y, c, n] = sum over m of depthwise[x, y, c, m] * pointwise[c * multiplier + m, n] */
function productKernel(depthwise: Tensor, pointwise: Tensor): Tensor {
  const [kx = 1, ky = 1, channels = 1, multiplier = 1] = depthwise.shape;
  const filters = pointwise.shape[3] ?? 1;
  const sums = new Float64Array(kx * ky * channels * filters);
  depthwise.data.forEach((weight, i) => {
    const row = i % (channels * multiplier);
    const target = Math.floor(i / multiplier) * filters;
    for (let n = 0; n < filters; n++) {
      sums[target + n] =
        (sums[target + n] ?? 0) + weight * (pointwise.data[row * filters + n] ?? 0);
    }
  });
  return tensor(Float32Array.from(sums), [kx, ky, channels, filters]);
}
