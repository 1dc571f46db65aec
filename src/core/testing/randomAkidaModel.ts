import type { AkidaLayer, AkidaModel, AkidaPooling, NeuralAkidaLayer } from '../akida/model.ts';
import { geometryOf } from '../akida/shapes.ts';
import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';
import { seededRandom } from './random.ts';

/** A random runnable model and inputs for it. */
export interface RandomRun {
  readonly model: AkidaModel;
  readonly inputs: Tensor<Uint8Array>;
}

/** What random models may differ in. */
export interface RandomModelOptions {
  readonly seed: number;
  /** Largest weight is 2^(bits - 1) - 1, or that of a random bitwidth. */
  readonly weightBits?: 2 | 4 | 8;
  /** Share of inputs that are zero. */
  readonly zeros?: number;
  /** Weights all of one sign, so that potentials saturate. */
  readonly oneSigned?: boolean;
}

type Shape = readonly [number, number, number];

/**
 * Draws a model of 2 to 5 layers: windows, strides, padding, pools, bitwidths and steps at random, within what the reference
 * runtime loads. (600 of them gave the same integers there and in our reference engine.)
 */
export function randomAkidaModel(options: RandomModelOptions): RandomRun {
  const random = seededRandom(options.seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const between = (low: number, high: number): number =>
    low + Math.floor(random() * (high - low + 1));

  const weights = (length: number, bits: number): Int8Array => {
    const most = 2 ** (bits - 1) - 1;
    return Int8Array.from({ length }, () => {
      const weight = between(-most, most);
      return options.oneSigned === true ? Math.abs(weight) : weight;
    });
  };
  const activation = (neurons: number, fanIn: number, isLast: boolean) => {
    const active = !isLast || random() < 0.3;
    return {
      activation: active,
      actBits: active ? pick([1, 2, 4] as const) : 1,
      threshold: Int32Array.from({ length: neurons }, () => between(-fanIn * 4, fanIn * 8)),
      actStep: Float32Array.from({ length: neurons }, () =>
        random() < 0.1 ? 1 / 16 + random() : (random() + 0.02) * fanIn * 4,
      ),
    };
  };
  const pooling = (mayGlobal: boolean): AkidaPooling => {
    const type = pick(['none', 'none', 'max', mayGlobal ? 'globalAverage' : 'max'] as const);
    if (type !== 'max') return { type };
    const size = [between(1, 3), between(1, 3)] as const;
    return { type, size, strides: [between(1, size[0]), between(1, size[1])] };
  };

  const isImage = random() < 0.6;
  const shape: Shape = isImage
    ? [between(6, 13), between(6, 13), pick([1, 3])]
    : [between(1, 9), between(1, 9), between(1, 37)];
  const depth = between(2, 5);
  const layers: AkidaLayer[] = isImage
    ? []
    : [{ kind: 'InputData', name: 'input', inputShape: shape, inputBits: 4, inputSigned: false }];

  const nextLayer = (input: Shape, isLast: boolean, isFirst: boolean): NeuralAkidaLayer => {
    const weightBits = options.weightBits ?? pick([2, 4, 8]);
    const [x, y, c] = input;
    const neurons = between(1, 41);
    const name = `layer_${layers.length}`;
    const kernelSize = [pick([1, 3, 3, 5]), pick([1, 3, 3, 5])] as const;
    const cells = kernelSize[0] * kernelSize[1];
    const convolution = {
      name,
      filters: neurons,
      kernelSize,
      strides: [
        between(1, Math.min(3, kernelSize[0])),
        between(1, Math.min(3, kernelSize[1])),
      ] as const,
      padding: pick(['same', 'valid'] as const),
      pooling: pooling(!isFirst || random() < 0.5),
      weightBits,
    };
    if (isFirst && isImage) {
      return {
        kind: 'InputConvolutional',
        ...convolution,
        inputShape: input,
        paddingValue: between(0, 3) * 60,
        weights: weights(cells * c * neurons, weightBits),
        ...activation(neurons, cells * c * 16, isLast),
      };
    }
    const kind = pick(['Convolutional', 'SeparableConvolutional', 'FullyConnected'] as const);
    if (kind === 'FullyConnected') {
      const fanIn = x * y * c;
      const dense = { weights: weights(fanIn * neurons, weightBits), units: neurons, weightBits };
      return { kind, name, ...dense, ...activation(neurons, fanIn, isLast) };
    }
    if (kind === 'Convolutional') {
      const kernel = weights(cells * c * neurons, weightBits);
      return { kind, ...convolution, weights: kernel, ...activation(neurons, cells * c, isLast) };
    }
    const depthwise = weights(cells * c, weightBits);
    const weightsPw = weights(c * neurons, weightBits);
    const fanIn = cells * c * 4;
    return {
      kind,
      ...convolution,
      weights: depthwise,
      weightsPw,
      ...activation(neurons, fanIn, isLast),
    };
  };

  let current = shape;
  for (let i = 0; i < depth;) {
    const layer = nextLayer(current, i === depth - 1, i === 0);
    const geometry = geometryOf({ version: '2.3.0', layers: [...layers, layer] }).at(-1);
    // A window larger than its input leaves nothing: draw again.
    if (geometry === undefined) break;
    const { convolution, output } = geometry;
    if (Math.min(...convolution, ...output) < 1) continue;
    layers.push(layer);
    current = output;
    i++;
  }

  const inputShape = [between(1, 3), ...shape];
  const largest = isImage ? 255 : 15;
  const zeros = options.zeros ?? 0.3;
  const inputs = Uint8Array.from({ length: sizeOf(inputShape) }, () =>
    random() < zeros ? 0 : between(0, largest),
  );
  return { model: { version: '2.3.0', layers }, inputs: tensor(inputs, inputShape) };
}
