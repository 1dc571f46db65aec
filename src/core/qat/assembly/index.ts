export { channelSum } from './channelSum';
export { depthwiseFilterGradient } from './depthwiseFilterGradient';
export { filterGradient } from './filterGradient';
export { flipKernel, spread } from './inputGradient';
export { maxPoolGradient } from './maxPoolGradient';
export { saturatingSum } from './saturatingSum';
export { quantizeActivation, quantizeActivationGradient } from './quantizeActivation';
