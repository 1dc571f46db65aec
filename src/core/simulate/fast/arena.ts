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
