import { kernelsBase64 } from './kernels.generated.ts';

/** The functions of ../assembly, documented there. Addresses and sizes in bytes. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  activate: KernelFunction;
  activateExact: KernelFunction;
  convolveDense: KernelFunction;
  convolveEvents: KernelFunction;
  convolveDepthwise: KernelFunction;
  countEvents: KernelFunction;
  listEvents: KernelFunction;
  loadPixels: KernelFunction;
  poolMaximum: KernelFunction;
  poolSum: KernelFunction;
  saturateAll: KernelFunction;
}

type KernelFunction = (...args: number[]) => number;

/** The compiled kernels' bytes. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(kernelsBase64), (character) => character.charCodeAt(0));
}

let compiled: Promise<WebAssembly.Module | null> | null = null;

/** A fresh instance of the kernels with a memory of its own; null where the browser has no WebAssembly SIMD. */
export async function instantiateKernels(): Promise<Kernels | null> {
  const module = await (compiled ??= compile());
  if (!module) return null;
  const instance = await WebAssembly.instantiate(module);
  // The generated module exports exactly these names; a test compiles it afresh.
  return instance.exports as unknown as Kernels;
}

async function compile(): Promise<WebAssembly.Module | null> {
  const bytes = kernelBytes();
  return WebAssembly.validate(bytes) ? WebAssembly.compile(bytes) : null;
}
