import type { AkidaLayer } from '../akida/model.ts';

/** `layer_type` as files number it. @source docs/reference/fbz-format.md#layers */
export const layerTypes: Readonly<Record<AkidaLayer['kind'], number>> = {
  InputData: 1,
  InputConvolutional: 2,
  FullyConnected: 3,
  Convolutional: 4,
  SeparableConvolutional: 5,
};

/** `layer_type` of the layer that a file of runtime 2.19 may begin with. @source docs/reference/fbz-format.md#quantizer */
export const QUANTIZER_TYPE = 27;

/** `dtype` as files number it; weights of every bitwidth take one signed byte each. @source docs/reference/fbz-format.md#element-types */
export const dtypes = {
  int32: 0,
  float32: 1,
  uint8: 2,
  int8: 3,
  int1: 6,
  int4: 7,
  int2: 8,
} as const;
export type Dtype = keyof typeof dtypes;

/** Type of weights by their bitwidth, and the values that they can take. Bitwidths without a type of their own are held as int8. */
export const weightTypes: Readonly<Record<number, { dtype: Dtype; min: number; max: number }>> = {
  1: { dtype: 'int1', min: 0, max: 1 },
  2: { dtype: 'int2', min: -1, max: 1 },
  3: { dtype: 'int8', min: -3, max: 3 },
  4: { dtype: 'int4', min: -7, max: 7 },
  5: { dtype: 'int8', min: -15, max: 15 },
  6: { dtype: 'int8', min: -31, max: 31 },
  7: { dtype: 'int8', min: -63, max: 63 },
  8: { dtype: 'int8', min: -127, max: 127 },
};

/** Bitwidths of weights: the input convolution takes more than the other layers. */
export const weightBitwidths = {
  pixels: [1, 2, 3, 4, 5, 6, 7, 8],
  spikes: [1, 2, 4, 8],
} as const;

/** Parameter name of a size along the first and the second spatial axis: files call the first one width, or x. */
export const spatialParams = {
  input: ['input_width', 'input_height'],
  kernel: ['kernel_width', 'kernel_height'],
  stride: ['stride_x', 'stride_y'],
  pooling: ['pooling_width', 'pooling_height'],
  poolingStride: ['pooling_stride_x', 'pooling_stride_y'],
} as const;

/** `padding` and `pool_type` as files number them. */
export const paddings = ['valid', 'same'] as const;
export const poolTypes = ['none', 'max', 'globalAverage'] as const;
/** Value of pooling sizes and strides that do not apply. */
export const UNSET = -1;

/** A variable as it stands in the file. */
export interface FileVariable {
  readonly dtype: Dtype;
  /** Logical order: weights are (kx, ky, C, N). */
  readonly shape: readonly number[];
  /** Little endian, C order. */
  readonly data: Uint8Array;
}

/** A layer as it stands in the file: named numbers and named arrays. */
export interface FileLayer {
  readonly name: string;
  /** Names of the layers before this one. */
  readonly inbounds: readonly string[];
  readonly params: ReadonlyMap<string, number>;
  readonly variables: ReadonlyMap<string, FileVariable>;
}

/** A model as it stands in the file. */
export interface FileModel {
  readonly version: string;
  readonly layers: readonly FileLayer[];
}
