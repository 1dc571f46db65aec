import {
  neuronsOf,
  type AkidaLayer,
  type AkidaPooling,
  type NeuralAkidaLayer,
} from '../akida/model.ts';
import { layerGeometry } from '../akida/shapes.ts';
import { planLayers } from '../simulate/layerPlan.ts';
import { runReferenceLayer } from '../simulate/referenceEngine.ts';
import { sizeOf, tensor } from '../tensor/tensor.ts';
import { seededRandom } from './random.ts';
import type { RandomRun } from './randomAkidaModel.ts';

type Shape = readonly [number, number, number];

/** What a kernel looks like: any weights, only the largest ones, one sign alone, hardly any, none. */
const KERNELS = ['any', 'any', 'ends', 'positive', 'negative', 'few', 'none'] as const;
/** What inputs look like. */
const INPUTS = ['any', 'any', 'ends', 'largest', 'few', 'none'] as const;

/**
 * Draws a network where engines that cut a corner go wrong: every threshold lies at, just before or just behind a potential that occurs,
 * or at the end of int32; steps stand at a sixteenth, between two sixteenths, at what makes potentials meet a border, or at the largest;
 * kernels of largest weights lead to 20 bits and over them, step by step under a global average; windows are larger than their map, with
 * any stride and pool, and pads hold any value that a file can hold. (365 of them gave the same integers in the runtime, akida 2.3.6.)
 */
export function adversarialModel(seed: number): RandomRun {
  const random = seededRandom(seed * 7919 + 17);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const between = (low: number, high: number): number =>
    low + Math.floor(random() * (high - low + 1));

  const weights = (length: number, bits: number): Int8Array => {
    const most = bits === 1 ? 1 : 2 ** (bits - 1) - 1;
    const least = bits === 1 ? 0 : -most;
    const kind = pick(KERNELS);
    return Int8Array.from({ length }, () => {
      if (kind === 'none' || (kind === 'few' && random() < 0.9)) return 0;
      if (kind === 'positive') return most;
      if (kind === 'negative') return least;
      return kind === 'ends' ? pick([least, most]) : between(least, most);
    });
  };

  const pooling = (): AkidaPooling => {
    const type = pick(['none', 'none', 'max', 'max', 'globalAverage'] as const);
    if (type !== 'max') return { type };
    const size = [between(1, 4), between(1, 4)] as const;
    return { type, size, strides: [between(1, size[0]), between(1, size[1])] };
  };

  const thresholdAt = (potential: number): number => {
    const near = [0, 0, 1, -1, between(-50, 50)];
    return random() < 0.95 ? potential - pick(near) : pick([2 ** 31 - 1, -(2 ** 31), 0]);
  };

  /** A step that leads `potential` onto a border between two spikes, or one at the end of its range. */
  const stepFor = (distance: number, bits: number): number => {
    const border = (Math.max(Math.abs(distance), 1) * 2 ** bits) / between(1, 2 ** bits) / 16;
    const steps = [
      border,
      border + 1 / 32,
      between(1, 400) / 16,
      1 / 16,
      2 ** 24 - 1,
      random() * 40,
    ];
    return Math.fround(Math.min(Math.max(pick(steps), 1 / 16), 2 ** 24 - 1));
  };

  const isImage = random() < 0.5;
  const inputBits = isImage ? 8 : pick([1, 2, 4, 4]);
  const shape: Shape = isImage
    ? [between(3, 9), between(3, 9), pick([1, 3])]
    : [between(1, 7), between(1, 7), between(1, 11)];
  const layers: AkidaLayer[] = isImage
    ? []
    : [{ kind: 'InputData', name: 'input', inputShape: shape, inputBits, inputSigned: false }];
  const kind = pick(INPUTS);
  const images = Uint8Array.from({ length: between(1, 2) * sizeOf(shape) }, () => {
    const largest = 2 ** inputBits - 1;
    if (kind === 'none' || (kind === 'few' && random() < 0.9)) return 0;
    if (kind === 'largest') return largest;
    return kind === 'ends' ? pick([0, largest]) : between(0, largest);
  });

  const unfinished = (input: Shape, isFirst: boolean): NeuralAkidaLayer => {
    const name = `layer_${layers.length}`;
    const neurons = between(1, 17);
    const weightBits = pick([1, 2, 4, 4, 8]);
    const c = input[2];
    const activation = {
      activation: false,
      actBits: 1,
      threshold: new Int32Array(neurons),
      actStep: new Float32Array(neurons).fill(1),
    };
    const type = pick(['Convolutional', 'SeparableConvolutional', 'FullyConnected'] as const);
    if (type === 'FullyConnected' && !(isFirst && isImage)) {
      const dense = weights(sizeOf(input) * neurons, weightBits);
      return { kind: type, name, units: neurons, weightBits, weights: dense, ...activation };
    }
    const kernelSize = [pick([1, 3, 3, 5, 7]), pick([1, 3, 3, 5, 7])] as const;
    const cells = kernelSize[0] * kernelSize[1];
    const window = {
      name,
      filters: neurons,
      kernelSize,
      strides: [between(1, kernelSize[0]), between(1, kernelSize[1])] as const,
      padding: pick(['same', 'same', 'valid'] as const),
      pooling: pooling(),
      weightBits,
      ...activation,
    };
    if (isFirst && isImage) {
      const paddingValue = pick([0, 0, 255, 128, 1, -51, -1, 256, 300]);
      const kernel = weights(cells * c * neurons, weightBits);
      return {
        kind: 'InputConvolutional',
        ...window,
        inputShape: input,
        paddingValue,
        weights: kernel,
      };
    }
    if (type !== 'SeparableConvolutional') {
      return {
        kind: 'Convolutional',
        ...window,
        weights: weights(cells * c * neurons, weightBits),
      };
    }
    const weightsPw = weights(c * neurons, weightBits);
    return { kind: type, ...window, weights: weights(cells * c, weightBits), weightsPw };
  };

  let [current, values]: [Shape, ArrayLike<number>] = [shape, images.subarray(0, sizeOf(shape))];
  const depth = between(1, 4);
  for (let i = 0, tries = 0; i < depth && tries < 50; tries++) {
    const layer = unfinished(current, i === 0);
    const { convolution, output } = layerGeometry(layer, current);
    // A window larger than its input leaves nothing: draw again.
    if (Math.min(...convolution, ...output) < 1) continue;
    const plan = planLayers({ version: '2.3.0', layers: [...layers, layer] }).at(-1);
    if (!plan) break;
    const { potentials } = runReferenceLayer(plan, values);
    const neurons = neuronsOf(layer);
    const seen = (n: number): number =>
      potentials[between(0, potentials.length / neurons - 1) * neurons + n] ?? 0;
    const threshold = Int32Array.from({ length: neurons }, (_, n) => thresholdAt(seen(n)));
    const actBits = pick([1, 2, 4] as const);
    const actStep = threshold.map((at, n) => seen(n) - at);
    const isHead = i === depth - 1 && random() < 0.6;
    const finished: NeuralAkidaLayer = {
      ...layer,
      activation: !isHead,
      actBits: isHead ? 1 : actBits,
      threshold,
      actStep: Float32Array.from(actStep, (distance) => stepFor(distance, actBits)),
    };
    const last = planLayers({ version: '2.3.0', layers: [...layers, finished] }).at(-1);
    if (!last) break;
    values = runReferenceLayer(last, values).output;
    layers.push(finished);
    current = output;
    i++;
  }
  const inputs = tensor(images, [images.length / sizeOf(shape), ...shape]);
  return { model: { version: '2.3.0', layers }, inputs };
}
