import { ParamError, bool, float, intList } from './params.ts';
import type { WeightMap } from '../ir/graph.ts';
import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';
import { defineLayer, weightOf } from './define.ts';
import { onlyInput, passShape } from './shapes.ts';

export const batchNormalization = defineLayer({
  className: 'BatchNormalization',
  aliases: ['BatchNormalizationV1', 'BatchNormalizationV2'],
  role: 'batchNorm',
  doc: 'Normalizes every channel with statistics of the training data; at inference a scale and a shift per channel.',
  source: 'https://keras.io/api/layers/normalization_layers/batch_normalization/',
  params: {
    axis: intList('axis', 'Axis of the channels.', [-1]),
    epsilon: float('epsilon', 'Added to the variance.', 0.001),
    center: bool('center', 'Whether beta is added.', true),
    scale: bool('scale', 'Whether gamma multiplies.', true),
  },
  weights: (config, [input]) => {
    const axis = config.axis[0] ?? -1;
    const channels = input?.at(axis);
    if (channels === undefined || channels === null) {
      throw new ParamError('a known size on the normalized axis', input);
    }
    const shape = [channels];
    return [
      ...(config.scale ? [{ name: 'gamma', shape }] : []),
      ...(config.center ? [{ name: 'beta', shape }] : []),
      { name: 'moving_mean', shape },
      { name: 'moving_variance', shape },
    ];
  },
  outputShape: passShape,
  forward: ({ config, weights, inputs }) => {
    const input = onlyInput(inputs);
    const [axis = -1, ...more] = config.axis;
    if (more.length > 0) throw new ParamError('one normalized axis', config.axis);
    return normalize(input, axis < 0 ? input.shape.length + axis : axis, {
      mean: weightOf(weights, 'moving_mean'),
      factor: channelFactors(config, weights),
      beta: weights['beta'],
    });
  },
});

interface Statistics {
  readonly mean: Tensor;
  readonly factor: Float32Array;
  readonly beta: Tensor | undefined;
}

/** What centered values are multiplied by, float32 [channels]: gamma / sqrt(variance + epsilon), each step in float32 as TensorFlow's kernel. */
export function channelFactors(
  { epsilon }: { readonly epsilon: number },
  weights: WeightMap,
): Float32Array {
  const gamma = weights['gamma']?.data;
  return weightOf(weights, 'moving_variance').data.map(
    (v, c) => (gamma?.[c] ?? 1) * Math.fround(1 / Math.sqrt(Math.fround(v + epsilon))),
  );
}

/** y = (x - mean) * factor + beta along one axis, each step in float32 as TensorFlow's kernel. */
function normalize(input: Tensor, axis: number, { mean, factor, beta }: Statistics): Tensor {
  const channels = input.shape[axis] ?? 1;
  const step = sizeOf(input.shape.slice(axis + 1));
  const output = new Float32Array(input.data.length);
  for (let start = 0, c = 0; start < output.length; start += step, c = (c + 1) % channels) {
    const center = mean.data[c] ?? 0;
    const scale = factor[c] ?? 1;
    const shift = beta?.data[c] ?? 0;
    for (let i = start; i < start + step; i++) {
      const centered = Math.fround((input.data[i] as number) - center);
      output[i] = Math.fround(centered * scale) + shift;
    }
  }
  return tensor(output, input.shape);
}
