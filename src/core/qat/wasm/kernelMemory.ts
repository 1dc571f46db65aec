import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/diagnostic.ts';
import { kernelsOf, type TrainingKernels } from './kernels.ts';

/** Our kernels with the address book of one backend. */
export interface KernelMemory {
  readonly backend: BackendWasm;
  readonly kernels: TrainingKernels;
  /** Byte address of a tensor's values. */
  readonly address: (tensor: TensorInfo) => number;
  /** A new float32 tensor, values not set. */
  readonly output: (shape: readonly number[]) => TensorInfo;
}

/** @param backend  as TensorFlow.js hands it to a kernel of 'wasm' */
export function kernelMemory(backend: unknown): KernelMemory {
  const wasm = backend as BackendWasm;
  const kernels = kernelsOf(wasm);
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
