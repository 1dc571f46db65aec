import * as tf from '@tensorflow/tfjs-core';

/** Watches whether the device that computes is still there. */
export interface DeviceWatch {
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
