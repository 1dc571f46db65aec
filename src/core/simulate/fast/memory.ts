import type { LayerPlan } from '../layerPlan.ts';

const PAGE = 65536;
const ALIGNMENT = 64;

/** Hands out zeroed stretches of a WebAssembly memory that live as long as the memory. */
export interface Arena {
  /** Address of `bytes` new zero bytes. */
  reserve(bytes: number): number;
  /** Copies an array into the memory and gives its address. */
  place(values: Int8Array | Int16Array | Int32Array | Float32Array): number;
  /** Views; short-lived, because growing the memory detaches them. */
  int16(address: number, length: number): Int16Array;
  int32(address: number, length: number): Int32Array;
  float64(address: number, length: number): Float64Array;
  bytes(address: number, length: number): Uint8Array;
}

/** An arena over a memory that nothing else uses. */
export function createArena(memory: WebAssembly.Memory): Arena {
  let end = ALIGNMENT;
  const reserve = (bytes: number): number => {
    const address = end;
    end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return address;
  };
  return {
    reserve,
    place(values) {
      const address = reserve(values.byteLength);
      const source = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      new Uint8Array(memory.buffer).set(source, address);
      return address;
    },
    int16: (address, length) => new Int16Array(memory.buffer, address, length),
    int32: (address, length) => new Int32Array(memory.buffer, address, length),
    float64: (address, length) => new Float64Array(memory.buffer, address, length),
    bytes: (address, length) => new Uint8Array(memory.buffer, address, length),
  };
}

/** Addresses of memory that every layer uses in turn. */
export interface Scratch {
  /** Potentials of a whole convolution, int32 (position, neuron). */
  readonly convolved: number;
  /** Potentials behind a pool. */
  readonly pooled: number;
  /** Where the events of each cell start, int32. */
  readonly starts: number;
  readonly events: number;
  /** Two float64. */
  readonly counts: number;
}

/** Sizes in bytes that one layer needs; the scratch holds the largest of each. */
export interface ScratchSizes {
  readonly potentials: number;
  readonly starts: number;
  readonly events: number;
}

/** Reserves the scratch memory of a model. */
export function reserveScratch(arena: Arena, sizes: readonly ScratchSizes[]): Scratch {
  const most = (pick: (size: ScratchSizes) => number): number => Math.max(0, ...sizes.map(pick));
  const potentials = most((size) => size.potentials);
  return {
    convolved: arena.reserve(potentials),
    pooled: arena.reserve(potentials),
    starts: arena.reserve(most((size) => size.starts)),
    events: arena.reserve(most((size) => size.events)),
    counts: arena.reserve(16),
  };
}

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
