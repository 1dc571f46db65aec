import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { kernelsBase64 } from './kernels.generated.ts';

type KernelFunction = (...args: number[]) => void;

/** The functions of ../assembly, documented there. They work in the memory of TensorFlow.js itself: nothing is copied. */
export interface TrainingKernels {
  readonly channelSum: KernelFunction;
  readonly depthwiseFilterGradient: KernelFunction;
  readonly filterGradient: KernelFunction;
  readonly flipKernel: KernelFunction;
  readonly maxPoolGradient: KernelFunction;
  readonly quantizeActivation: KernelFunction;
  readonly quantizeActivationGradient: KernelFunction;
  readonly saturatingSum: KernelFunction;
  readonly spread: KernelFunction;
}

const instances = new WeakMap<BackendWasm, TrainingKernels>();

/**
 * Gives a wasm backend our kernels, working in its memory.
 * @param current  the wasm backend, as TensorFlow.js hands it out: under a more general type
 * @returns false where its memory cannot be reached or the engine has no SIMD: then the backend cannot train
 */
export async function attachKernels(current: unknown): Promise<boolean> {
  const backend = current as BackendWasm;
  if (instances.has(backend)) return true;
  const bytes = Uint8Array.from(atob(kernelsBase64), (character) => character.charCodeAt(0));
  // Emscripten's exports are not part of the backend's type.
  const { asm } = backend.wasm as unknown as { readonly asm?: { readonly memory?: unknown } };
  const memory = asm?.memory;
  if (!(memory instanceof WebAssembly.Memory) || !WebAssembly.validate(bytes)) return false;
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  // The generated module exports exactly these names; a test compiles it afresh.
  instances.set(backend, instance.exports as unknown as TrainingKernels);
  return true;
}

/** The kernels of a backend that `attachKernels` has prepared. */
export function kernelsOf(backend: BackendWasm): TrainingKernels | undefined {
  return instances.get(backend);
}
