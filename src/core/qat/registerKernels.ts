import * as tf from '@tensorflow/tfjs-core';

/** Registers kernels in place of those their backends have. Once is enough; a second call changes nothing. */
export function registerKernels(kernels: readonly tf.KernelConfig[]): void {
  for (const kernel of kernels) {
    const present = tf.getKernel(kernel.kernelName, kernel.backendName);
    if (present === kernel) continue;
    // getKernel answers undefined for an unknown kernel, whatever its type says.
    if (present as tf.KernelConfig | undefined) {
      tf.unregisterKernel(kernel.kernelName, kernel.backendName);
    }
    tf.registerKernel(kernel);
  }
}
