import {
  neuronsOf,
  paddedPixel,
  type AkidaLayer,
  type AkidaModel,
  type NeuralAkidaLayer,
} from '../akida/model.ts';
import { geometryOf, type LayerGeometry } from '../akida/shapes.ts';
import { windowAxis } from '../tensor/window.ts';
import { coverageOf, denseOperationsOf } from './countOperations.ts';

/** A sliding window over the two spatial axes: size, step, and cells added before the first one. */
export interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly before: readonly [number, number];
}

/**
 * One neural layer in the single form that every engine runs: a convolution (a fully connected layer is one whose window
 * is its whole input), an optional pointwise stage, an optional pool.
 */
export interface LayerPlan {
  readonly layer: NeuralAkidaLayer;
  readonly geometry: LayerGeometry;
  readonly window: Window;
  /** Value of cells outside the input, 0 .. 255; only InputConvolutional has one other than 0. */
  readonly paddingValue: number;
  /** Largest input value: 255 for pixels, else what the previous layer can fire. */
  readonly maxInput: number;
  /** int8 (kx, ky, C, N), or (kx, ky, C, 1) with a pointwise stage; correlation order (not flipped). */
  readonly kernel: Int8Array;
  /** int8 (C, N) of a separable layer. */
  readonly pointwise: Int8Array | null;
  readonly neurons: number;
  readonly pool:
    { readonly type: 'max'; readonly window: Window } | { readonly type: 'sum' } | null;
  /**
   * True where potentials are held in 20 bits. The runtime does so in pooled and fully connected layers only; a
   * convolution without a pool, and one whose pool is 1x1, keeps all 32 bits.
   */
  readonly saturates: boolean;
  /** Spike steps `floor(actStep * 16)`, an integer a neuron; null for a layer without activation. */
  readonly spikeSteps: Int32Array | null;
  readonly actBits: number;
  readonly threshold: Int32Array;
  readonly actStep: Float32Array;
  /** int32 (X, Y): how many windows of the convolution meet each input position. */
  readonly coverage: Int32Array;
  /** Multiply-adds of one image without a zero: see LayerResult. */
  readonly denseOperations: number;
}

/** The plans of all neural layers of a model, in order. The model must have passed `checkRunnable`. */
export function planLayers(model: AkidaModel): LayerPlan[] {
  const geometries = geometryOf(model);
  let maxInput = 255;
  const plans: LayerPlan[] = [];
  model.layers.forEach((layer, index) => {
    const geometry = geometries[index];
    if (geometry === undefined) return;
    if (layer.kind !== 'InputData') plans.push(planLayer(layer, geometry, maxInput));
    maxInput = largestOutput(layer);
  });
  return plans;
}

function largestOutput(layer: AkidaLayer): number {
  return 2 ** (layer.kind === 'InputData' ? layer.inputBits : layer.actBits) - 1;
}

function planLayer(layer: NeuralAkidaLayer, geometry: LayerGeometry, maxInput: number): LayerPlan {
  const pool = poolOf(layer, geometry);
  const window = windowOf(layer, geometry);
  const coverage = coverageOf(geometry, window);
  const isSeparable = layer.kind === 'SeparableConvolutional';
  return {
    layer,
    geometry,
    window,
    paddingValue: layer.kind === 'InputConvolutional' ? paddedPixel(layer.paddingValue) : 0,
    maxInput,
    kernel: kernelOf(layer, geometry),
    pointwise: isSeparable ? layer.weightsPw : null,
    neurons: neuronsOf(layer),
    pool,
    saturates: pool !== null || layer.kind === 'FullyConnected',
    spikeSteps: layer.activation
      ? Int32Array.from(layer.actStep, (step) => Math.floor(step * 16))
      : null,
    actBits: layer.actBits,
    threshold: layer.threshold,
    actStep: layer.actStep,
    coverage,
    denseOperations: denseOperationsOf(geometry, coverage, {
      neurons: neuronsOf(layer),
      isSeparable,
    }),
  };
}

function windowOf(layer: NeuralAkidaLayer, { input }: LayerGeometry): Window {
  if (layer.kind === 'FullyConnected') {
    return { size: [input[0], input[1]], strides: [1, 1], before: [0, 0] };
  }
  const { kernelSize: size, strides, padding } = layer;
  return { size, strides, before: leadingCells(input, { size, strides, padding }) };
}

function leadingCells(
  input: readonly [number, number, number],
  slide: {
    size: readonly [number, number];
    strides: readonly [number, number];
    padding: 'same' | 'valid';
  },
): readonly [number, number] {
  const { size, strides, padding } = slide;
  return [
    windowAxis(input[0], size[0], strides[0], padding).before,
    windowAxis(input[1], size[1], strides[1], padding).before,
  ];
}

function poolOf(layer: NeuralAkidaLayer, { convolution }: LayerGeometry): LayerPlan['pool'] {
  if (layer.kind === 'FullyConnected' || layer.pooling.type === 'none') return null;
  if (layer.pooling.type === 'globalAverage') return { type: 'sum' };
  const { size, strides } = layer.pooling;
  if (size[0] === 1 && size[1] === 1) return null;
  const before = leadingCells(convolution, { size, strides, padding: layer.padding });
  return { type: 'max', window: { size, strides, before } };
}

function kernelOf(layer: NeuralAkidaLayer, { input }: LayerGeometry): Int8Array {
  switch (layer.kind) {
    case 'InputConvolutional':
      return layer.weights;
    case 'Convolutional':
    case 'SeparableConvolutional':
      return unflipped(layer.weights, layer.kernelSize[0] * layer.kernelSize[1]);
    case 'FullyConnected':
      return spatialRows(layer.weights, input, layer.units);
  }
}

/** Flipping both spatial axes reverses the order of the kernel's cells. */
function unflipped(weights: Int8Array, cells: number): Int8Array {
  const cellSize = weights.length / cells;
  const kernel = new Int8Array(weights.length);
  for (let cell = 0; cell < cells; cell++) {
    const from = (cells - 1 - cell) * cellSize;
    kernel.set(weights.subarray(from, from + cellSize), cell * cellSize);
  }
  return kernel;
}

/** Rows (C, Y, X) of a fully connected layer -> a kernel (X, Y, C, N) over the whole input. */
function spatialRows(
  weights: Int8Array,
  [sizeX, sizeY, channels]: readonly [number, number, number],
  units: number,
): Int8Array {
  const kernel = new Int8Array(weights.length);
  for (let x = 0; x < sizeX; x++) {
    for (let y = 0; y < sizeY; y++) {
      for (let c = 0; c < channels; c++) {
        const from = ((c * sizeY + y) * sizeX + x) * units;
        const to = ((x * sizeY + y) * channels + c) * units;
        kernel.set(weights.subarray(from, from + units), to);
      }
    }
  }
  return kernel;
}
