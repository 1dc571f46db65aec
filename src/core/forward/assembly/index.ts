export { averagePool, maxPool } from './pool';
export { combine } from './combine';
export { convolve } from './convolve';
export { convolveDepthwise } from './convolveDepthwise';
export { copyRows, repeatChannels } from './copy';
export { finish } from './finish';

/** First address that the kernels do not use themselves. */
export function firstFree(): usize {
  return __heap_base;
}
