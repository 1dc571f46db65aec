import type { Padding } from '../tensor/window.ts';
import { akida1 } from '../targets/akida1.ts';

/** Pooling of a converted layer. `globalAverage` sums potentials; the division lies in threshold and step. */
export type AkidaPooling =
  | { readonly type: 'none' }
  | {
      readonly type: 'max';
      readonly size: readonly [number, number];
      readonly strides: readonly [number, number];
    }
  | { readonly type: 'globalAverage' };

/** How potentials become spikes; `activation: false` is the head: raw potentials. */
export interface AkidaActivation {
  readonly activation: boolean;
  /** 1, 2 or 4; 1 where there is no activation. */
  readonly actBits: number;
  /** int32 [N], subtracted from the potential. */
  readonly threshold: Int32Array;
  /** float32 [N], potential per 1/16 of a full spike range: see docs/reference/integer-semantics.md#thresholds-and-steps. */
  readonly actStep: Float32Array;
}

/** Sparse or event input: 4-bit values, no weights. */
export interface InputDataLayer {
  readonly kind: 'InputData';
  readonly name: string;
  /** Spatial size and channels (x, y, c); (1, 1, n) for a vector. x is the FIRST Keras axis. */
  readonly inputShape: readonly [number, number, number];
  readonly inputBits: number;
  readonly inputSigned: boolean;
}

interface Convolution extends AkidaActivation {
  readonly name: string;
  readonly filters: number;
  /** [first axis, second axis], as Keras orders them. */
  readonly kernelSize: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly padding: Padding;
  readonly pooling: AkidaPooling;
  readonly weightBits: number;
}

/** First layer on image input, uint8 pixels. */
export interface InputConvolutionalLayer extends Convolution {
  readonly kind: 'InputConvolutional';
  readonly inputShape: readonly [number, number, number];
  /** The input shift; padded cells hold its low byte, see `paddedPixel`. */
  readonly paddingValue: number;
  /** int8 (kx, ky, C, N), not flipped. */
  readonly weights: Int8Array;
  /** True: the file has no groups of competing neurons, as runtimes from 2.19 on leave them out. */
  readonly withoutGroups?: boolean;
}

export interface ConvolutionalLayer extends Convolution {
  readonly kind: 'Convolutional';
  /** int8 (kx, ky, C, N), flipped in both spatial axes as the file stores them. */
  readonly weights: Int8Array;
}

export interface SeparableConvolutionalLayer extends Convolution {
  readonly kind: 'SeparableConvolutional';
  /** int8 depthwise (kx, ky, C, 1), flipped as the file stores them. */
  readonly weights: Int8Array;
  /** int8 pointwise (1, 1, C, N). */
  readonly weightsPw: Int8Array;
}

export interface FullyConnectedLayer extends AkidaActivation {
  readonly kind: 'FullyConnected';
  readonly name: string;
  readonly units: number;
  readonly weightBits: number;
  /** int8 (1, 1, C*Y*X, N): rows ordered channel first, then second axis, then first. */
  readonly weights: Int8Array;
}

/**
 * What the toolkit puts in front of a model of QuantizeML from 2.19 on. It runs on the host: uint8 values pass as they are, real ones become
 *     q = clip(round(x * scale[c]) + zeroPoint[c], 0, 2^outputBits - 1), halves away from zero
 * @source docs/reference/fbz-format.md#quantizer
 */
export interface QuantizerLayer {
  readonly kind: 'Quantizer';
  readonly name: string;
  /** As InputDataLayer has it. */
  readonly inputShape: readonly [number, number, number];
  /** 4 or 8. */
  readonly outputBits: number;
  /** float32, one a channel. */
  readonly scales: Float32Array;
  /** One a channel. */
  readonly zeroPoints: Uint8Array;
}

export type AkidaLayer =
  | InputDataLayer
  | InputConvolutionalLayer
  | ConvolutionalLayer
  | SeparableConvolutionalLayer
  | FullyConnectedLayer;

export type NeuralAkidaLayer = Exclude<AkidaLayer, InputDataLayer>;

/** A converted network: the content of an .fbz. */
export interface AkidaModel {
  /** Version of the runtime format, `2.3.0` for what we write. */
  readonly version: string;
  /** Stands before the layers; only models of QuantizeML have it. */
  readonly quantizer?: QuantizerLayer;
  readonly layers: readonly AkidaLayer[];
}

/**
 * The pixel that padded cells hold in a run: the low byte of a padding value, which is all that the runtime keeps of it.
 * @source docs/reference/integer-semantics.md#padding
 */
export function paddedPixel(paddingValue: number): number {
  return paddingValue & 255;
}

/** Number of neurons (output channels) of a layer. */
export function neuronsOf(layer: NeuralAkidaLayer): number {
  return layer.kind === 'FullyConnected' ? layer.units : layer.filters;
}

/** The integer weights of a layer: one kernel, of a separable layer the depthwise and the pointwise one; none of an InputData. */
export function weightArraysOf(layer: AkidaLayer): readonly Int8Array[] {
  if (layer.kind === 'InputData') return [];
  return layer.kind === 'SeparableConvolutional'
    ? [layer.weights, layer.weightsPw]
    : [layer.weights];
}

/** Number of integer weights of a layer. */
export function weightCountOf(layer: AkidaLayer): number {
  return weightArraysOf(layer).reduce((sum, { length }) => sum + length, 0);
}

/** Bytes of a threshold (int32) and of a step (float32). */
const WORD = 4;

/**
 * What the numbers of a converted network take when every weight takes its bits and nothing else:
 *     sum over layers of weights * weightBits / 8  +  4 * (thresholds + steps)        bytes, rounded up a layer
 * It says how much there is to hold. The .fbz gives every weight a byte and packs the whole; what a chip adds to run it is its own.
 */
export function packedSize({ layers }: AkidaModel): number {
  let bytes = 0;
  for (const layer of layers) {
    if (layer.kind === 'InputData') continue;
    bytes += Math.ceil((weightCountOf(layer) * layer.weightBits) / 8);
    bytes += WORD * (layer.threshold.length + layer.actStep.length);
  }
  return bytes;
}

/** Bits of what comes into a layer: pixels into the first one, else the events or spikes of the one before. */
export function inputBitsOf({ layers }: AkidaModel, index: number): number {
  const before = layers[index - 1];
  if (!before) return akida1.pixelBits;
  return before.kind === 'InputData' ? before.inputBits : before.actBits;
}
