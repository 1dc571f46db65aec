import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/diagnostic.ts';
import { kernelsBase64 } from './kernels.generated.ts';

type KernelFunction = (...args: number[]) => void;

/** The functions of ../assembly, documented there. They work in the memory of TensorFlow.js itself: nothing is copied. */
interface TrainingKernels {
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

/** Our kernels with the address book of one backend. */
export interface KernelMemory {
  readonly backend: BackendWasm;
  readonly kernels: TrainingKernels;
  /** Byte address of a tensor's values. */
  readonly address: (tensor: TensorInfo) => number;
  /** A new float32 tensor, values not set. */
  readonly output: (shape: readonly number[]) => TensorInfo;
}

/** Of a backend that `attachKernels` has prepared. @param backend  as TensorFlow.js hands it to a kernel of 'wasm' */
export function kernelMemory(backend: unknown): KernelMemory {
  const wasm = backend as BackendWasm;
  const kernels = instances.get(wasm);
  invariant(kernels, 'the wasm backend was set without prepareBackend');
  return {
    backend: wasm,
    kernels,
    address: (tensor) => {
      return wasm.dataIdMap.get(tensor.dataId).memoryOffset;
    },
    output: (shape) => wasm.makeOutput([...shape], 'float32'),
  };
}
