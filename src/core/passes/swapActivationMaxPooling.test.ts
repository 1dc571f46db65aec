import { expect, it } from 'vitest';
import { runGraph } from '../forward/runner.ts';
import { buildChain } from '../testing/buildChain.ts';
import { randomImages } from '../testing/random.ts';
import { swapActivationMaxPooling } from './swapActivationMaxPooling.ts';

it.each(['ReLU', 'QuantizedReLU', 'ActivationDiscreteRelu'])(
  'moves the pool before %s, outputs equal',
  async (className) => {
    const graph = buildChain(
      [6, 6, 2],
      [
        ['Conv2D', { name: 'c', filters: 3, kernel_size: 3 }],
        [className, { name: 'a', bitwidth: 2, max_value: 2 }],
        ['MaxPooling2D', { name: 'p', pool_size: 2 }],
      ],
    );
    const swapped = swapActivationMaxPooling.apply(graph);
    expect(swapped.layers.map((node) => node.name)).toEqual(['input', 'c', 'p', 'a']);
    const images = randomImages([2, 6, 6, 2]);
    const [before, after] = [await runGraph(graph, images), await runGraph(swapped, images)];
    expect(after.outputs[0]?.data).toEqual(before.outputs[0]?.data);
  },
);

it('leaves an average where it is', () => {
  const graph = buildChain(
    [6, 6, 2],
    [
      ['Conv2D', { name: 'c', filters: 3, kernel_size: 3 }],
      ['ReLU', { name: 'a' }],
      ['GlobalAveragePooling2D', { name: 'p' }],
    ],
  );
  expect(swapActivationMaxPooling.apply(graph)).toBe(graph);
});
