/** The functions of ../assembly, documented there. Addresses in bytes; `how` is the address of a `Convolution` or `Finish`. */
export interface ForwardKernels {
  readonly memory: WebAssembly.Memory;
  averagePool(how: number): void;
  combine(a: number, b: number, out: number, count: number, operation: number): void;
  convolve(how: number): void;
  convolveDepthwise(how: number): void;
  copyRows(
    from: number,
    fromStride: number,
    to: number,
    toStride: number,
    rows: number,
    bytes: number,
  ): void;
  finish(values: number, out: number, count: number, how: number): void;
  firstFree(): number;
  maxPool(how: number): void;
  repeatChannels(from: number, to: number, count: number, times: number): void;
}

let compiled: Promise<WebAssembly.Module | null> | null = null;

/** A fresh instance of the kernels with a memory of its own; null where the engine has no WebAssembly SIMD. */
export async function instantiateKernels(): Promise<ForwardKernels | null> {
  const module = await (compiled ??= compile());
  if (!module) return null;
  const instance = await WebAssembly.instantiate(module);
  // The generated modules export exactly these names; a test compiles them afresh.
  return instance.exports as unknown as ForwardKernels;
}

/** With products and sums in one step where the engine has relaxed SIMD, else apart. The bytes come when they are first needed. */
async function compile(): Promise<WebAssembly.Module | null> {
  const { kernelsBase64, relaxedBase64 } = await import('./kernels.generated.ts');
  for (const base64 of [relaxedBase64, kernelsBase64]) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    if (WebAssembly.validate(bytes)) return WebAssembly.compile(bytes);
  }
  return null;
}
