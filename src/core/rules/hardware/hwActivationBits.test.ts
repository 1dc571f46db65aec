import { quantizedConv, quantizedRelu } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwActivationBits } from './hwActivationBits.ts';

hardwareRuleTester(hwActivationBits, {
  accepts: [{ name: '4 bits', layers: [quantizedConv('c', 8), quantizedRelu('r', 4)] }],
  rejects: [{ name: '8 bits', layers: [quantizedConv('c', 8), quantizedRelu('r', 8)], on: ['c'] }],
});
