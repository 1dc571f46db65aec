import * as tf from '@tensorflow/tfjs-core';
import { diagnostic, fail, StudioError } from '../errors/diagnostic.ts';
import { attachKernels } from './device/kernels.ts';
import { registerKernels, registerTrainingKernels } from './device/trainingKernels.ts';
import { webglMaxPoolGrad } from './device/maxPoolGrad.ts';

/** Where the training arithmetic runs. `cpu` is plain JavaScript: for tests, and where nothing else is left. */
export type BackendName = 'wasm' | 'webgl' | 'cpu';

/** Settings of `prepareBackend`. */
export interface BackendOptions {
  /** Folder or addresses of the three files of tfjs-backend-wasm. Node finds them itself. */
  readonly wasmPaths?: string | Readonly<Record<string, string>>;
}

/**
 * Makes a TensorFlow.js backend the current one, ready to train.
 * @throws StudioError qat/backend-failed when it does not come up, qat/half-precision when it computes in half precision
 * @source docs/reference/training-stack.md#threads-of-the-wasm-backend: the threaded wasm build never comes up in some bundles, so it is switched off
 */
export async function prepareBackend(
  name: BackendName,
  options: BackendOptions = {},
): Promise<void> {
  try {
    // Without it, Node is told on every start to install another package.
    tf.enableProdMode();
    await load(name, options);
    if (!(await tf.setBackend(name))) throw new Error('it is not there');
    await tf.ready();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StudioError([diagnostic('qat/backend-failed', {}, name, reason)], { cause: error });
  }
  if (name === 'wasm' && !(await attachKernels(tf.backend()))) {
    fail('qat/backend-failed', {}, name, 'WebAssembly SIMD is missing');
  }
  if (!(await computesExactly())) fail('qat/half-precision', {}, name);
}

let wasmIsUp = false;

async function load(name: BackendName, { wasmPaths }: BackendOptions): Promise<void> {
  if (name === 'webgl') {
    await import('@tensorflow/tfjs-backend-webgl');
    registerKernels([webglMaxPoolGrad]);
  } else if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  else {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    // Once it is up, the backend refuses to be told again where its files are.
    if (wasmPaths !== undefined && !wasmIsUp) setWasmPaths(wasmPaths);
    wasmIsUp = true;
    registerTrainingKernels();
  }
}

/**
 * The fastest backend that comes up, of those named, in their order; the reasons of the others are in the error of the last.
 * @throws StudioError qat/backend-failed, qat/half-precision of the last one tried
 */
export async function prepareFirstBackend(
  names: readonly [BackendName, ...BackendName[]],
  options: BackendOptions = {},
): Promise<BackendName> {
  const [first, ...rest] = names;
  const [next, ...others] = rest;
  try {
    await prepareBackend(first, options);
    return first;
  } catch (error) {
    if (next === undefined) throw error;
    return prepareFirstBackend([next, ...others], options);
  }
}

/** Whether products and sums of integers up to 2^24 come out exact: half precision loses them. */
async function computesExactly(): Promise<boolean> {
  const odd = 4095;
  const sum = tf.tidy(() => {
    // 128 x 128 keeps WebGL from computing on the CPU, which small tensors do.
    const ones = tf.fill([128, 128], 1);
    return tf.sum(tf.slice(tf.matMul(tf.mul(ones, odd), ones), [0, 0], [1, 32]));
  });
  const [value] = await sum.data();
  sum.dispose();
  return value === odd * 128 * 32;
}

/** Watches whether the device that computes is still there. */
interface DeviceWatch {
  readonly isLost: () => boolean;
  readonly stop: () => void;
}

/**
 * Watches the current backend. Only WebGL can lose its device: the browser takes the context away after sleep, a driver fault, or when
 * GPU memory runs out. Everything computed after that is zeros.
 * @param onLost  called once
 * @source https://registry.khronos.org/webgl/specs/latest/1.0/#5.15.2
 */
export function watchDevice(onLost: () => void): DeviceWatch {
  const { gpgpu } = tf.backend() as { readonly gpgpu?: { readonly gl?: LosableContext } };
  const gl = gpgpu?.gl;
  if (!gl) return { isLost: () => false, stop: () => undefined };
  const { canvas } = gl;
  const listener = () => {
    onLost();
  };
  canvas.addEventListener('webglcontextlost', listener, { once: true });
  return {
    isLost: () => gl.isContextLost(),
    stop: () => {
      canvas.removeEventListener('webglcontextlost', listener);
    },
  };
}

/** What we use of a WebGL context. */
interface LosableContext {
  readonly canvas: EventTarget;
  readonly isContextLost: () => boolean;
}

/** Gives up a backend with everything it holds; `prepareBackend` can start it again. */
export function dropBackend(name: string): void {
  if (tf.getBackend() === name) tf.removeBackend(name);
}

/** What we use of the backends' own accounts. */
interface Accounts {
  /** tfjs-backend-wasm. */
  readonly wasm?: { readonly HEAPU8?: Uint8Array };
}

/**
 * Bytes that the current backend has taken from the device: WebAssembly's heap, textures on the GPU. It keeps them between steps, when
 * no tensor is left; null where it does not say.
 */
export function backendBytes(): number | null {
  const heap = (tf.backend() as Accounts).wasm?.HEAPU8;
  if (heap) return heap.byteLength;
  const { numBytesInGPU } = tf.memory() as { readonly numBytesInGPU?: number };
  return numBytesInGPU ?? null;
}
