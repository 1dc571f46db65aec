import type { KernelConfig } from '@tensorflow/tfjs-core';
import { registerKernels } from '../registerKernels.ts';
import {
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
} from './convolutionGradients.ts';
import {
  channelSum,
  quantizeActivation,
  quantizeActivationGradient,
  saturatingSum,
} from './elementwise.ts';
import { maxPoolGrad } from './maxPoolGrad.ts';

/**
 * The kernels that training needs and TensorFlow.js' wasm backend lacks, or has only as plain loops twenty times slower.
 * @source docs/reference/training-stack.md#kernels-of-our-own: Conv2DBackpropFilter and both depthwise gradients are missing;
 *         measured at batch 128: MaxPoolGrad 144 ms against 5, Conv2DBackpropInput 680 ms against 45
 */
const KERNELS: readonly KernelConfig[] = [
  channelSum,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  maxPoolGrad,
  quantizeActivation,
  quantizeActivationGradient,
  saturatingSum,
];

/** Registers our kernels for 'wasm', in place of those it has. Once is enough; a second call changes nothing. */
export function registerTrainingKernels(): void {
  registerKernels(KERNELS);
}
