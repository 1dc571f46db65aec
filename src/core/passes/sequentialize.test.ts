import { expect, it, test } from 'vitest';
import { notSerialReason, type ModelGraph } from '../ir/graph.ts';
import { buildChain } from '../testing/buildChain.ts';
import { sequentialize, sequentializeModel } from './sequentialize.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { outcomeOf } from '../testing/damage.ts';

const dense = ['Dense', { name: 'o', units: 2 }] as const;

it('forgets the nesting of a chain', () => {
  const graph = buildChain([4], [dense]);
  const nested = { ...graph, layers: graph.layers.map((node) => ({ ...node, scope: ['block'] })) };
  expect(sequentialize.apply(nested).layers.map((node) => node.scope)).toEqual([[], []]);
});

it('hands a flat chain back as it is', () => {
  const graph = buildChain([4], [dense]);
  expect(sequentialize.apply(graph)).toBe(graph);
});

it('refuses a second output', () => {
  const graph = buildChain([4], [dense]);
  const twice: ModelGraph = { ...graph, outputs: [...graph.outputs, ...graph.inputs] };
  expect(() => sequentialize.apply(twice)).toThrow(
    'graph/not-serial: This step needs a model whose layers follow one another in a single chain: it has 2 outputs.',
  );
});

it('refuses sequences', () => {
  const graph = buildChain([10, 4], [dense]);
  expect(() => sequentialize.apply(graph)).toThrow(
    'graph/input-rank: The model must take vectors or images.',
  );
});

it('refuses channels_first and names the layer', () => {
  const graph = buildChain(
    [3, 8, 8],
    [['Conv2D', { name: 'c', filters: 2, kernel_size: 3, data_format: 'channels_first' }]],
  );
  expect(() => sequentialize.apply(graph)).toThrow(
    'graph/channels-first: This layer puts the channel axis before height and width.',
  );
});

test('a branched model is refused, a chain stays one', async () => {
  const branched = await readGoldenKeras('compat/concat.h5');
  expect(outcomeOf(() => sequentializeModel(branched))).toEqual(['graph/not-serial']);
  const chain = await readGoldenKeras('mnist/mnist_float.h5');
  const result = sequentializeModel(chain);
  expect(notSerialReason(result)).toBeNull();
  expect(result.layers.map(({ name }) => name)).toEqual(chain.layers.map(({ name }) => name));
});
