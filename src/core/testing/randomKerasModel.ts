import type { ConvertOptions } from '../convert/convertGraph.ts';
import type { ModelGraph } from '../ir/graph.ts';
import type { LayerQuantization, QuantizeOptions } from '../quantize/quantizeModel.ts';
import { isNeural } from '../layers/layerGroups.ts';
import { layerDefinition } from '../layers/index.ts';
import { parseConfig } from '../layers/define.ts';
import type { JsonObject } from '../ir/json.ts';
import type { Shape } from '../tensor/tensor.ts';
import { buildChain, type LayerSpec } from './buildChain.ts';
import { seededRandom } from './random.ts';

/** A float model of chance, and how it is to be quantized and converted. */
export interface RandomKerasModel {
  readonly graph: ModelGraph;
  readonly quantize: QuantizeOptions;
  readonly convert: ConvertOptions;
}

/**
 * Draws a float model that converts, with what trained models have and golden cases mostly have not: maps of one row, kernels that are not
 * square or larger than their map, strides and pools of all kinds, BatchNormalization without gamma or beta, of tiny and huge variance, before
 * and behind the pool; Dropout, Flatten and Reshape wherever they do nothing; biases, Rescaling, shifts, event inputs, heads of every kind;
 * weights of equal size (ties), of zeros, of one large one among small ones; every quantizer and bitwidth, a layer or a model.
 */
export function randomKerasModel(seed: number): RandomKerasModel {
  const random = seededRandom(seed * 104729 + 3);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const chance = (share: number): boolean => random() < share;
  const between = (low: number, high: number): number =>
    low + Math.floor(random() * (high - low + 1));

  const isVector = chance(0.08);
  const isImage = !isVector && chance(0.75);
  const input: readonly number[] = isVector
    ? [between(1, 60)]
    : [between(1, 17), between(1, 17), isImage ? pick([1, 3]) : between(1, 20)];
  const specs: LayerSpec[] = [];
  const layers: Record<string, LayerQuantization> = {};
  let shape: Shape = [null, ...input];
  let count = 0;

  const shapeOf = (className: string, config: JsonObject): Shape => {
    const definition = layerDefinition(className);
    if (!definition) throw new Error(`no layer ${className}`);
    return definition.outputShape(parseConfig(definition.params, config), [shape]);
  };
  const add = (className: string, more: JsonObject = {}, weights: LayerSpec[2] = {}): string => {
    const name = `${pick(['layer', 'block/a', 'x'])}_${count++}`;
    const config = { name, ...more };
    shape = shapeOf(className, config);
    specs.push([className, config, weights]);
    return name;
  };
  /** Layers that change nothing: Dropout of either kind, a Reshape to the same shape. */
  const idle = (share: number): void => {
    if (chance(share)) {
      if (shape.length === 4 && chance(0.3)) add('SpatialDropout2D', { rate: 0.3 });
      else add('Dropout', { rate: 0.5 });
    }
    if (chance(share / 3)) add('Reshape', { target_shape: shape.slice(1).map(Number) });
  };

  /** Weights of one of several looks. */
  const kernel = (length: number): readonly number[] => {
    const look = pick(['any', 'any', 'any', 'ties', 'sparse', 'outlier', 'large'] as const);
    const size = look === 'large' ? 3 : 0.4;
    const values = Array.from({ length }, (): number => {
      const value = (random() + random() + random() - 1.5) * size;
      if (look === 'ties') return Math.sign(value) * 0.25;
      return look === 'sparse' && chance(0.8) ? 0 : value;
    });
    if (look === 'outlier') values[between(0, length - 1)] = 4;
    // A filter of zeros would have a scale factor that the clip decides; one weight keeps it alive.
    if (!values.some((value) => value !== 0)) values[0] = 0.1;
    return values;
  };
  const neuralWeights = (fanIn: number, filters: number, hasBias: boolean): LayerSpec[2] => ({
    kernel: kernel(fanIn * filters),
    ...(hasBias ? { bias: Array.from({ length: filters }, () => (random() - 0.5) * 0.6) } : {}),
  });

  const batchNorm = (channels: number, behindMaxPool: boolean): void => {
    const values = (draw: () => number) => Array.from({ length: channels }, draw);
    const scale = chance(0.85);
    const center = chance(0.85);
    const sign = behindMaxPool ? () => 1 : () => (chance(0.15) ? -1 : 1);
    add(
      'BatchNormalization',
      { axis: [-1], epsilon: pick([1e-3, 1e-5, 0.1]), scale, center, momentum: 0.9 },
      {
        ...(scale
          ? { gamma: values(() => sign() * pick([0.05, 0.5, 1, 3]) * (0.5 + random())) }
          : {}),
        ...(center ? { beta: values(() => random() - 0.5) } : {}),
        moving_mean: values(() => (random() - 0.5) * pick([0.1, 1])),
        moving_variance: values(() => pick([1e-6, 0.05, 1, 20]) * (0.5 + random())),
      },
    );
  };

  const relu = (): void => {
    add('ReLU', { max_value: pick([6, 6, 1, 2.5, null]), negative_slope: 0, threshold: 0 });
  };

  const quantizerOf = (name: string, hasNorm: boolean, isFirst: boolean): void => {
    if (!chance(0.4)) return;
    const perTensor = pick(['MaxQuantizer', 'StdWeightQuantizer']);
    const perAxis = pick(['MaxPerAxisQuantizer', 'StdPerAxisQuantizer']);
    layers[name] = {
      quantizer: chance(0.5) || hasNorm ? perAxis : perTensor,
      bits: isFirst && isImage ? pick([2, 3, 4, 5, 8]) : pick([2, 4, 8]),
    };
  };

  /** A convolution with all that becomes one layer of the chip. */
  const convolution = (isFirst: boolean, isLast: boolean): boolean => {
    const [, height = 1, width = 1, channels = 1] = shape.map(Number);
    const isSeparable = chance(0.35) && !(isFirst && isImage);
    const size = [pick([1, 3, 3, 3, 5, 7]), pick([1, 3, 3, 3, 5, 7])] as const;
    const padding = chance(0.75) ? 'same' : 'valid';
    if (padding === 'valid' && (size[0] > height || size[1] > width)) return false;
    const most = isFirst && isImage ? 3 : Math.min(...size, 2);
    const strides = chance(0.7) ? [1, 1] : [between(1, most), between(1, most)];
    const filters = between(1, 14);
    const hasNorm = chance(0.5);
    const hasBias = chance(0.6);
    const config = { filters, kernel_size: [...size], strides, padding, use_bias: hasBias };
    // Keras on a processor trains no separable convolution whose strides differ.
    const equal = isSeparable ? { strides: [strides[0] ?? 1, strides[0] ?? 1] } : {};
    const cells = size[0] * size[1];
    const weights = neuralWeights(isSeparable ? channels : cells * channels, filters, hasBias);
    const name = isSeparable
      ? add(
          'SeparableConv2D',
          { ...config, ...equal },
          {
            depthwise_kernel: kernel(cells * channels),
            pointwise_kernel: weights?.['kernel'] ?? [],
            ...(weights?.['bias'] ? { bias: weights['bias'] } : {}),
          },
        )
      : add('Conv2D', config, weights);
    quantizerOf(name, hasNorm, isFirst);
    idle(0.1);
    const pool = pick(['none', 'none', 'max', 'max', 'average'] as const);
    const place = pick(['before', 'behind'] as const);
    const normBehind = place === 'behind' && pool !== 'none';
    if (hasNorm && !normBehind && specs.at(-1)?.[1]['name'] === name) batchNorm(filters, false);
    const behindActivation = pool === 'max' && !hasNorm && chance(0.3);
    const addPool = (): void => {
      const [, h = 1, w = 1] = shape.map(Number);
      const pools = [between(1, 3), between(1, 3)] as const;
      const fits = padding === 'same' || (pools[0] <= h && pools[1] <= w);
      if (pool === 'average') add('GlobalAveragePooling2D');
      else if (pool === 'max' && fits) {
        const steps = chance(0.6) ? [...pools] : [between(1, pools[0]), between(1, pools[1])];
        add('MaxPooling2D', { pool_size: [...pools], strides: steps, padding });
      }
    };
    // A pool behind Dropout or Reshape would not be right behind its convolution.
    const isRight = ['Conv2D', 'SeparableConv2D', 'BatchNormalization'].includes(
      specs.at(-1)?.[0] ?? '',
    );
    if (!behindActivation && isRight) addPool();
    const last = specs.at(-1)?.[0];
    if (hasNorm && normBehind && (last === 'MaxPooling2D' || last === 'GlobalAveragePooling2D')) {
      batchNorm(filters, last === 'MaxPooling2D');
    }
    idle(0.15);
    if (isLast && chance(0.7)) return true;
    relu();
    if (behindActivation && specs.at(-2)?.[1]['name'] === name) addPool();
    idle(0.15);
    return true;
  };

  const dense = (isLast: boolean): void => {
    if (shape.length === 4) add('Flatten');
    idle(0.1);
    const units = between(1, 20);
    const hasBias = chance(0.7);
    const hasNorm = chance(0.3);
    const weights = neuralWeights(Number(shape.at(-1)), units, hasBias);
    const name = add('Dense', { units, use_bias: hasBias }, weights);
    quantizerOf(name, hasNorm, specs.filter(([type]) => type === 'Dense').length === 0);
    if (hasNorm) batchNorm(units, false);
    if (chance(0.2)) add('Reshape', { target_shape: [1, 1, units] });
    if (isLast && chance(0.8)) return;
    relu();
    idle(0.2);
    if (shape.length === 4 && chance(0.5)) add('Reshape', { target_shape: [units] });
  };

  const rescales = isImage && chance(0.25);
  if (rescales) add('Rescaling', { scale: pick([1 / 255, 1 / 128, 1]), offset: pick([0, -1, 0]) });
  const depth = between(1, 4);
  let at = 0;
  for (let tries = 0; at < depth && tries < 40; tries++) {
    const isLast = at === depth - 1;
    const mayConvolve = shape.length === 4;
    const takesConvolution = mayConvolve && (at === 0 ? isImage || chance(0.7) : chance(0.75));
    if (takesConvolution ? convolution(at === 0, isLast) : (dense(isLast), true)) at++;
  }
  if (chance(0.15)) add('Softmax');
  const graph = buildChain(input, specs, seed);
  const bits = pick([2, 4, 4, 8]);
  const neural = graph.layers.filter(isNeural);
  return {
    graph,
    quantize: {
      weightBits: bits,
      activationBits: pick([1, 2, 4, 4]),
      inputWeightBits: isImage && neural[0] ? pick([2, 4, 8, 8]) : bits,
      layers,
    },
    convert: {
      inputIsImage: isImage,
      ...(rescales
        ? {}
        : {
            inputScaling: isImage
              ? pick([
                  [255, 0],
                  [128, 128],
                  [1, 0],
                  [60.5, 17],
                ] as const)
              : ([pick([15, 1, 3.7]), 0] as const),
          }),
    },
  };
}
