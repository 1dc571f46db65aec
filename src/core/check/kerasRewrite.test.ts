import { expect, it } from 'vitest';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { conv, dense, flatten, maxPool, relu } from '../testing/layerSpecs.ts';
import { checkModel } from './checkModel.ts';
import { kerasRewrite } from './kerasRewrite.ts';

const around = (...inner: readonly LayerSpec[]) => [
  ...[conv('a', { padding: 'same' }), relu('r'), ...inner],
  ...[relu('s'), conv('z', { padding: 'same' }), relu('t'), flatten('f'), dense('d')],
];
const inside = (kernel: number, stride: number): LayerSpec =>
  conv('c', { kernel_size: [kernel, kernel], strides: [stride, stride], padding: 'same' });

it.each([
  ['stride 2 with 1x1', [inside(1, 2)], [inside(3, 2)], 'kernel_size=(3, 3), strides=(2, 2)'],
  ['stride 3', [inside(3, 3)], [inside(3, 2)], 'strides=(2, 2)'],
  ['a kernel of 9x9', [inside(9, 1)], [inside(7, 1)], 'kernel_size=(7, 7)'],
  [
    'a pool of 3x3',
    [inside(3, 1), maxPool('p', { pool_size: [3, 3], strides: [3, 3], padding: 'same' })],
    [inside(3, 1), maxPool('p', { pool_size: [2, 2], strides: [2, 2], padding: 'same' })],
    "pool_size=(2, 2), padding='same', strides=(2, 2)",
  ],
] as const)('%s: what is written instead breaks that rule no more', (_, wrong, right, text) => {
  const graph = buildChain([32, 32, 3], around(...wrong));
  const codes = (layers: readonly LayerSpec[]) =>
    checkModel(buildChain([32, 32, 3], around(...layers))).map(({ code }) => code);
  const found = checkModel(graph).filter((violation) => kerasRewrite(graph, violation));
  expect(found.length).toBeGreaterThan(0);
  for (const violation of found) {
    const rewrite = kerasRewrite(graph, violation);
    expect(rewrite?.after.join()).toContain(text);
    expect(rewrite?.before).not.toEqual(rewrite?.after);
    expect(codes(right)).not.toContain(violation.code);
  }
});

it('an addition becomes its main branch', async () => {
  const graph = await readGoldenKeras('compat/residual.h5');
  const [join] = checkModel(graph).filter(({ code }) => code === 'rule/serial-graph');
  const rewrite = join && kerasRewrite(graph, join);
  expect(rewrite?.layer).toBe('add');
  expect(rewrite?.before[0]).toMatch(/^x\d+ = layers\.Add\(name='add'\)\(\[x\d+, x\d+\]\)$/);
  expect(rewrite?.after[0]).toMatch(/^x\d+ = x\d+$/);
});

it('where another line is no answer, there is none', async () => {
  for (const name of ['concat', 'upsampling', 'hw_input_width_300']) {
    const graph = await readGoldenKeras(`compat/${name}.h5`);
    for (const violation of checkModel(graph)) expect(kerasRewrite(graph, violation)).toBeNull();
  }
});
