import type { LayerPlan } from '../layerPlan.ts';
import type { Arena } from './arena.ts';

/** Activations of one layer's input: int16 (x, y, channel) in WebAssembly memory, with the cells that padding adds around. */
export interface PaddedBuffer {
  readonly address: number;
  /** Positions with padding. */
  readonly sizeX: number;
  readonly sizeY: number;
  readonly rowBytes: number;
  readonly cellBytes: number;
  /** Address of the first value inside the padding. */
  readonly inner: number;
  /** Shape inside: (x, y, channels). */
  readonly shape: readonly [number, number, number];
}

/** Kernels read and write whole vectors, up to this far behind the last value. */
const SLACK_BYTES = 64;

/** Reserves the input buffer of a layer, its padding filled. */
export function inputBuffer(arena: Arena, plan: LayerPlan): PaddedBuffer {
  const { window, geometry } = plan;
  const [x, y, channels] = geometry.input;
  const extent = (axis: 0 | 1): number =>
    Math.max(
      window.before[axis] + geometry.input[axis],
      (geometry.convolution[axis] - 1) * window.strides[axis] + window.size[axis],
    );
  const size = [extent(0), extent(1)] as const;
  const buffer = reserveBuffer(arena, [x, y, channels], {
    size,
    before: window.before,
    cellChannels: cellChannelsOf(plan),
  });
  if (plan.paddingValue !== 0) {
    arena.int16(buffer.address, (size[0] * buffer.rowBytes) / 2).fill(plan.paddingValue);
  }
  return buffer;
}

/** Reserves a buffer for the spikes of the last layer. */
export function outputBuffer(arena: Arena, shape: readonly [number, number, number]): PaddedBuffer {
  const cellChannels = Math.ceil(shape[2] / 8) * 8;
  return reserveBuffer(arena, shape, { size: [shape[0], shape[1]], before: [0, 0], cellChannels });
}

/** Pixels stay packed; spikes take pairs; depthwise kernels take 8 channels at a time. */
function cellChannelsOf(plan: LayerPlan): number {
  const channels = plan.geometry.input[2];
  if (plan.layer.kind === 'InputConvolutional') return channels;
  const multiple = plan.pointwise === null ? 2 : 8;
  return Math.ceil(channels / multiple) * multiple;
}

function reserveBuffer(
  arena: Arena,
  shape: readonly [number, number, number],
  layout: {
    readonly size: readonly [number, number];
    readonly before: readonly [number, number];
    readonly cellChannels: number;
  },
): PaddedBuffer {
  const [sizeX, sizeY] = layout.size;
  const cellBytes = layout.cellChannels * 2;
  const rowBytes = sizeY * cellBytes;
  const address = arena.reserve(sizeX * rowBytes + SLACK_BYTES);
  const inner = address + layout.before[0] * rowBytes + layout.before[1] * cellBytes;
  return { address, sizeX, sizeY, rowBytes, cellBytes, inner, shape };
}

/** A copy of the values inside the padding: int32 (x, y, channel). */
export function readBuffer(arena: Arena, buffer: PaddedBuffer): Int32Array {
  const [sizeX, sizeY, channels] = buffer.shape;
  const values = new Int32Array(sizeX * sizeY * channels);
  for (let x = 0; x < sizeX; x++) {
    for (let y = 0; y < sizeY; y++) {
      const from = buffer.inner + x * buffer.rowBytes + y * buffer.cellBytes;
      values.set(arena.int16(from, channels), (x * sizeY + y) * channels);
    }
  }
  return values;
}

/** Writes values (x, y, channel) inside the padding. */
export function writeBuffer(arena: Arena, buffer: PaddedBuffer, values: Int32Array): void {
  const [sizeX, sizeY, channels] = buffer.shape;
  for (let x = 0; x < sizeX; x++) {
    for (let y = 0; y < sizeY; y++) {
      const to = buffer.inner + x * buffer.rowBytes + y * buffer.cellBytes;
      const from = (x * sizeY + y) * channels;
      arena.int16(to, channels).set(values.subarray(from, from + channels));
    }
  }
}
