export { activate, activateExact } from './activate';
export { convolveDense } from './convolveDense';
export { convolveEvents } from './convolveEvents';
export { convolveDepthwise } from './convolveDepthwise';
export { countEvents } from './countEvents';
export { listEvents } from './listEvents';
export { loadPixels } from './loadPixels';
export { poolMaximum, poolSum, saturateAll } from './pool';
