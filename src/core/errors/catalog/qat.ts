import { defineErrors } from './define.ts';

export const qatErrors = defineErrors({
  'qat/backend-failed': {
    title: 'Training cannot run here',
    text: (backend: string, reason: string) => ({
      message: `The ${backend} backend of TensorFlow.js did not start: ${reason}.`,
      expected: 'a backend that starts',
      received: backend,
      hint: 'Choose another backend: wasm runs in every current browser and in Node, cpu everywhere.',
    }),
  },
  'qat/half-precision': {
    title: 'This device computes in half precision',
    text: (backend: string) => ({
      message: `Sums of integers come out wrong on the ${backend} backend of this device: it computes with 16-bit numbers.`,
      expected: '32-bit floating point',
      received: '16-bit floating point',
      hint: 'Choose the wasm backend: it computes the same everywhere.',
    }),
  },
});
