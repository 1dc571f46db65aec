import type { Module } from 'h5wasm';

/** The HDF5 C library compiled to WebAssembly, as h5wasm exposes it. */
export type Hdf5Module = typeof Module;

/** Bytes of a WebAssembly memory page. */
const PAGE = 65_536;

/** The library's memory as it was before the first file, without the zeros at its end. */
let pristine = new Uint8Array();

let loading: Promise<Hdf5Module> | undefined;

/**
 * Loads the HDF5 library on first use (0.2 to 0.5 s). h5wasm's ESM build carries its WebAssembly inside and runs
 * in Node and in browser workers alike; its `h5wasm/node` build would need `node:` modules.
 */
export function loadHdf5(): Promise<Hdf5Module> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Hdf5Module> {
  const { ready } = await import('h5wasm');
  const hdf5 = await ready;
  silence(hdf5);
  pristine = withoutZerosAtEnd(hdf5.HEAPU8);
  return hdf5;
}

/** A plain loop over words: 19 MB through a callback would take longer than loading the library. */
function withoutZerosAtEnd(memory: Uint8Array): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(memory.buffer);
  let end = words.length;
  while (end > 0 && words[end - 1] === 0) end--;
  return memory.slice(0, end * 4);
}

/**
 * Puts the library back to where it was before the first file. A WebAssembly trap leaves it in the middle of whatever
 * it did, with locks taken; h5wasm makes its one instance on import, so a new one cannot be had.
 * Files that are open are lost.
 */
export function resetHdf5({ HEAPU8 }: Hdf5Module): void {
  HEAPU8.set(pristine);
  HEAPU8.fill(0, pristine.length);
}

/** The part of Emscripten's file system that h5wasm's type declarations leave out. */
interface Descriptors {
  readonly streams: readonly (object | null)[];
  readonly close: (stream: object) => void;
  readonly open: (path: string, mode: string) => object;
}

/** HDF5 prints its error stack on stderr; the reader reports errors itself, so stdout and stderr go nowhere. */
function silence(hdf5: Hdf5Module): void {
  const fs = hdf5.FS as unknown as Descriptors;
  for (const descriptor of [1, 2]) {
    const stream = fs.streams[descriptor];
    if (stream) fs.close(stream);
    // The lowest free descriptor is taken: the one just closed.
    fs.open('/dev/null', 'w');
  }
}

/**
 * Runs with an upper limit for the library's memory. HDF5 takes memory for sizes that the file declares, before it
 * finds out that the data is not there; beyond the limit it gets none and reports an error. WebAssembly memory never
 * shrinks again, so the limit must hold from the first time. Emscripten grows its memory through this one method.
 */
export function withMemoryLimit<T>(limit: number, run: () => T): T {
  const { prototype } = WebAssembly.Memory;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called with its own receiver below
  const { grow } = prototype;
  prototype.grow = function (pages: number): number {
    if (this.buffer.byteLength + pages * PAGE > limit) throw new RangeError('over the limit');
    return grow.call(this, pages);
  };
  try {
    return run();
  } finally {
    prototype.grow = grow;
  }
}
