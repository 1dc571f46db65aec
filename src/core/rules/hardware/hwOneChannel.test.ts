import { quantizedConv, quantizedRelu, quantizedSeparable } from '../../testing/layerSpecs.ts';
import { hardwareRuleTester } from '../../testing/ruleTester.ts';
import { hwOneChannel } from './hwOneChannel.ts';

const layers = (filters: number) => [quantizedConv('c', 4, { filters }), quantizedRelu('r', 4)];
const events = { input: [8, 8, 1], options: { inputIsImage: false } };

hardwareRuleTester(hwOneChannel, {
  accepts: [
    { name: 'one filter an engine', ...events, layers: layers(8) },
    { name: 'two filters an engine', ...events, layers: layers(9) },
    { name: 'two groups of 44 an engine', ...events, layers: layers(700) },
    { name: 'an image, which another unit reads', input: [8, 8, 1], layers: layers(24) },
    {
      name: 'a separable layer',
      ...events,
      layers: [quantizedSeparable('c', 4, { filters: 24 }), quantizedRelu('r', 4)],
    },
  ],
  rejects: [
    { name: 'three filters an engine', ...events, layers: layers(24), on: ['c'] },
    { name: 'two groups of 63 an engine', ...events, layers: layers(1000), on: ['c'] },
    { name: 'a last group of 51 an engine', ...events, layers: layers(2048), on: ['c'] },
    {
      name: 'behind a layer of one filter',
      input: [12, 10, 3],
      layers: [quantizedConv('first', 8, { filters: 1 }), quantizedRelu('r0', 4), ...layers(40)],
      on: ['c'],
    },
  ],
});
