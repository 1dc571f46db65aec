import * as tf from '@tensorflow/tfjs-core';
import { kernelMemory, type KernelMemory } from './kernels.ts';

type Shape4 = [number, number, number, number];
type Named<K extends string> = Readonly<Record<K, tf.TensorInfo>>;
type ConvInfo = tf.backend_util.Conv2DInfo;

/** Conv2DBackpropFilter for 'wasm': the gradient of a convolution's kernel. */
export const conv2dBackpropFilter: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs as Named<'x' | 'dy'>;
    const { strides, pad, dimRoundingMode, filterShape } =
      attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const { kernels, address, output } = kernelMemory(backend);
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as Shape4,
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const result = output(filterShape);
    const { batch, height, width, outHeight, outWidth } = rowsOf(info);
    kernels.filterGradient(
      address(x),
      address(dy),
      address(result),
      batch,
      height,
      width,
      info.inChannels,
      outHeight,
      outWidth,
      info.outChannels,
      ...windowOf(info),
    );
    return result;
  },
};

/** A 1x1 convolution with stride 1 has no borders: its batch is one tall image, or one long row where images have one pixel. */
function rowsOf(info: ConvInfo) {
  const { batchSize, inHeight, inWidth, outHeight, outWidth } = info;
  const pointwise =
    info.filterHeight * info.filterWidth * info.strideHeight * info.strideWidth === 1 &&
    inHeight === outHeight &&
    inWidth === outWidth;
  if (!pointwise) {
    return { batch: batchSize, height: inHeight, width: inWidth, outHeight, outWidth };
  }
  const rows = inWidth === 1 ? 1 : batchSize * inHeight;
  const columns = inWidth === 1 ? batchSize * inHeight : inWidth;
  return { batch: 1, height: rows, width: columns, outHeight: rows, outWidth: columns };
}

function windowOf(info: ConvInfo): readonly number[] {
  return [
    info.filterHeight,
    info.filterWidth,
    info.strideHeight,
    info.strideWidth,
    info.dilationHeight,
    info.dilationWidth,
    info.padInfo.top,
    info.padInfo.left,
  ];
}

/** Conv2DBackpropInput for 'wasm': the spread gradient convolved with the flipped kernel, on XNNPACK. */
export const conv2dBackpropInput: tf.KernelConfig = {
  kernelName: tf.Conv2DBackpropInput,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { dy, filter } = inputs as Named<'dy' | 'filter'>;
    const { strides, pad, dimRoundingMode, inputShape } =
      attrs as unknown as tf.Conv2DBackpropInputAttrs;
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape as Shape4,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const memory = kernelMemory(backend);
    const [height = 1, width = 1, channels = 1, filters = 1] = filter.shape;
    const flipped = memory.output([height, width, filters, channels]);
    memory.kernels.flipKernel(
      memory.address(filter),
      memory.address(flipped),
      height * width,
      channels,
      filters,
    );
    return convolveFlipped(memory, tf.Conv2D, dy, flipped, info);
  },
};

/** DepthwiseConv2dNativeBackpropInput for 'wasm', channel multiplier 1: as `conv2dBackpropInput`, channel by channel. */
export const depthwiseBackpropInput: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropInput,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { dy, filter } = inputs as Named<'dy' | 'filter'>;
    const { strides, dilations, pad, dimRoundingMode, inputShape } =
      attrs as unknown as tf.DepthwiseConv2dNativeBackpropInputAttrs;
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape as Shape4,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      true,
    );
    const memory = kernelMemory(backend);
    const [height = 1, width = 1, channels = 1] = filter.shape;
    const flipped = memory.output([height, width, channels, 1]);
    // With one filter a cell is a vector of channels: flipping the cells is all there is to do.
    memory.kernels.flipKernel(
      memory.address(filter),
      memory.address(flipped),
      height * width,
      channels,
      1,
    );
    return convolveFlipped(memory, tf.DepthwiseConv2dNative, dy, flipped, info);
  },
};

/**
 * dx = spread(dy) convolved with the flipped kernel. Spreading puts the stride between the pixels and the padding around them,
 * so that the convolution itself has neither. Without a stride, the convolution pads.
 */
function convolveFlipped(
  memory: KernelMemory,
  kernelName: typeof tf.Conv2D | typeof tf.DepthwiseConv2dNative,
  dy: tf.TensorInfo,
  flipped: tf.TensorInfo,
  info: ConvInfo,
): tf.TensorInfo {
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  const spanHeight = (info.filterHeight - 1) * dilationHeight;
  const spanWidth = (info.filterWidth - 1) * dilationWidth;
  const top = spanHeight - info.padInfo.top;
  const left = spanWidth - info.padInfo.left;
  const bottom = info.inHeight + spanHeight - top - info.outHeight;
  const right = info.inWidth + spanWidth - left - info.outWidth;
  const isPlain =
    strideHeight === 1 && strideWidth === 1 && Math.min(top, left, bottom, right) >= 0;
  const { backend, kernels, address, output } = memory;
  const channels = dy.shape[3] ?? 1;
  const outHeight = info.inHeight + spanHeight;
  const outWidth = info.inWidth + spanWidth;
  const source = isPlain ? dy : output([info.batchSize, outHeight, outWidth, channels]);
  if (!isPlain) {
    kernels.spread(
      address(dy),
      address(source),
      info.batchSize,
      info.outHeight,
      info.outWidth,
      channels,
      outHeight,
      outWidth,
      strideHeight,
      strideWidth,
      top,
      left,
    );
  }
  const convolution = tf.getKernel(kernelName, 'wasm');
  const result = convolution.kernelFunc({
    inputs: { x: source, filter: flipped },
    backend,
    attrs: {
      strides: [1, 1],
      pad: isPlain
        ? [
            [0, 0],
            [top, bottom],
            [left, right],
            [0, 0],
          ]
        : 'valid',
      dataFormat: 'NHWC',
      dilations: [dilationHeight, dilationWidth],
    },
  }) as tf.TensorInfo;
  backend.disposeData(flipped.dataId);
  if (!isPlain) backend.disposeData(source.dataId);
  return result;
}

/** DepthwiseConv2dNativeBackpropFilter for 'wasm', channel multiplier 1. */
export const depthwiseBackpropFilter: tf.KernelConfig = {
  kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs as Named<'x' | 'dy'>;
    const { strides, dilations, pad, dimRoundingMode, filterShape } =
      attrs as unknown as tf.DepthwiseConv2dNativeBackpropFilterAttrs;
    const info = tf.backend_util.computeConv2DInfo(
      x.shape as Shape4,
      filterShape,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      true,
    );
    const { kernels, address, output } = kernelMemory(backend);
    const result = output(filterShape);
    kernels.depthwiseFilterGradient(
      address(x),
      address(dy),
      address(result),
      info.batchSize,
      info.inHeight,
      info.inWidth,
      info.inChannels,
      info.outHeight,
      info.outWidth,
      ...windowOf(info),
    );
    return result;
  },
};
