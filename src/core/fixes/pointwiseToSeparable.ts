import { isLayer, serializeConfig } from '../layers/define.ts';
import { quantizedConv2d } from '../layers/quantizedConv2d.ts';
import { quantizedSeparableConv2d } from '../layers/quantizedSeparableConv2d.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { defineFix } from './define.ts';
import { newLayer, replaceLayer } from './graphEdits.ts';

/** The smallest depthwise kernel of the chip. */
const SIZE = 3;

export const pointwiseToSeparable = defineFix({
  id: 'pointwise-to-separable',
  rules: ['hw-filter-memory'],
  doc: 'Writes a 1x1 QuantizedConv2D that reads more channels than one filter can hold as a 3x3 QuantizedSeparableConv2D, whose filters may read 2048: its depthwise kernels have a one in their centre and nothing else. The outputs stay the same.',
  source: 'docs/reference/compatibility.md#memory-of-one-filter',
  plan: (graph, node) => {
    const { kernel, bias } = node.weights;
    if (!isLayer(node, quantizedConv2d) || !kernel) return null;
    const { kernelSize, strides, filters, useBias, quantizer } = node.config;
    const isPointwise = Math.max(...kernelSize) === 1 && Math.max(...strides) === 1;
    // The chip has depthwise kernels of these bits only.
    if (!isPointwise || (quantizer.bits !== 2 && quantizer.bits !== 4)) return null;
    const written = serializeConfig(quantizedConv2d.params, { ...node.config }, node.serialized);
    const config = {
      filters,
      kernel_size: [SIZE, SIZE],
      padding: 'same',
      use_bias: useBias,
      quantizer: written['quantizer'] ?? null,
      quantizer_dw: { class_name: 'MaxQuantizer', config: { bitwidth: quantizer.bits } },
    };
    const weights = {
      depthwise_kernel: centres(kernel.shape[2] ?? 0),
      pointwise_kernel: kernel,
      ...(bias ? { bias } : {}),
    };
    return {
      exact: true,
      describe: `"${node.name}" becomes a 3x3 QuantizedSeparableConv2D that copies each channel and mixes them as before. The outputs stay the same.`,
      apply: () =>
        replaceLayer(graph, node, newLayer(quantizedSeparableConv2d, node.name, config, weights)),
    };
  },
});

function centres(channels: number): Tensor {
  const data = new Float32Array(SIZE * SIZE * channels);
  const centre = ((SIZE * SIZE - 1) / 2) * channels;
  data.fill(1, centre, centre + channels);
  return tensor(data, [SIZE, SIZE, channels, 1]);
}
