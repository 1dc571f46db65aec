import type { Heap, Value } from './heap.ts';

/** How sums are taken, as ../assembly/convolution.ts has them. */
export const SUMS = { plain: 0, exact: 1, guarded: 2 } as const;

/** How a window moves over images. */
export interface SlidingWindow {
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly before: readonly [number, number];
}

/** The rest of what a kernel is told. */
export interface WindowCall {
  readonly input: Value;
  /** [batch, height, width, channels] of the input, as the kernel sees it. */
  readonly images: readonly [number, number, number, number];
  readonly output: Value;
  readonly out: readonly [number, number];
  readonly window: SlidingWindow;
  readonly finish: number;
  readonly weights?: number;
  readonly groups?: number;
  /** Filters of a group. */
  readonly filters?: number;
  readonly mode?: number;
}

/** Bytes of gathered rows that stay in the processor's second cache. */
const TILE_BYTES = 1 << 18;
const MOST_ROWS = 128;
const FIELDS = 26;

/** Writes a `Convolution` of ../assembly and gives its address, good for one call. */
export function placeWindow(heap: Heap, call: WindowCall): number {
  const { images, out, window, groups = 1, filters = 0, mode = SUMS.plain } = call;
  const [batch, height, width, channels] = images;
  const depth = channels / groups;
  const length = window.kernel[0] * window.kernel[1] * depth;
  const tile = Math.min(Math.max(Math.floor(TILE_BYTES / (length * 16)) * 4, 4), MOST_ROWS);
  const rowBytes = Math.ceil((tile * (length + 4) * 4 + 64) / 16) * 16;
  const fields = Math.ceil((FIELDS * 4) / 16) * 16;
  // Depthwise kernels and pools gather nothing.
  const room = filters === 0 ? 0 : rowBytes + tile * (length + 4) * 8;
  const how = heap.scratch(fields + room);
  heap
    .words(how, FIELDS)
    .set([
      call.input.address,
      call.output.address,
      call.weights ?? 0,
      call.finish,
      how + fields,
      how + fields + rowBytes,
      batch,
      height,
      width,
      channels,
      ...window.kernel,
      ...window.strides,
      ...window.dilation,
      ...window.before,
      ...out,
      groups,
      depth,
      filters,
      tile,
      mode,
    ]);
  return how;
}
