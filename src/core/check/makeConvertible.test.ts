import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fixesFor } from '../fixes/index.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { readModel } from '../keras/readModel.ts';
import { runGraph } from '../forward/runner.ts';
import { buildChain } from '../testing/buildChain.ts';
import { expectSameOutputs } from '../testing/fixTester.ts';
import { goldenFiles } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { mobileNet } from '../testing/largeModels.ts';
import { conv, dense, flatten, norm } from '../testing/layerSpecs.ts';
import type { FixReference } from '../rules/ruleDiagnostic.ts';
import { checkModel } from './checkModel.ts';
import { appliedOf, errorsOf, makeConvertible, type RepairedModel } from './makeConvertible.ts';

/** As long as a click may take, on a processor of its own: other tests run beside this one. */
const MOST_MILLISECONDS = 2000;

const root = new URL('../../../', import.meta.url);
const field = readdirSync(new URL('src/fixtures/field', root))
  .filter((name) => name.endsWith('.h5'))
  .map((name) => `src/fixtures/field/${name}`);
const others = ['public/samples/mnist_incompatible.h5', 'src/fixtures/residual/resnet_mnist.h5'];

const models: readonly (readonly [string, () => Promise<ModelGraph | null>])[] = [
  ...[...field, ...others].map((path) => [path, () => open(path)] as const),
  ...goldenFiles('compat', '.h5').map((path) => [path, () => readGoldenKeras(path)] as const),
];

describe('every model that people bring', () => {
  it.each(models)('%s', { timeout: 60_000 }, async (_, read) => {
    const graph = await read();
    if (!graph) return;
    const before = errorsOf(checkModel(graph)).length;
    const all = makeConvertible(graph);
    expectDescending(before, all);
    expect(errorsOf(checkModel(all.graph)).length).toBe(errorsOf(all.after).length);
    // No single fix would have led further.
    for (const violation of errorsOf(all.after)) {
      for (const fix of fixesFor(all.graph, violation)) {
        expect(
          errorsOf(checkModel(fix.apply())).length,
          `${fix.pass} ${fix.layer}`,
        ).toBeGreaterThanOrEqual(errorsOf(all.after).length);
      }
    }
    const exact = makeConvertible(graph, { fixes: 'exact' });
    expectDescending(before, exact);
    expect(exact.exact).toBe(true);
    expect(errorsOf(all.after).length).toBeLessThanOrEqual(errorsOf(exact.after).length);
    if (exact.repairs.length > 0 && (await runs(graph)))
      await expectSameOutputs(graph, exact.graph);
  });
});

function expectDescending(errors: number, { repairs, after }: RepairedModel): void {
  let left = errors;
  for (const { errors: own, pass, layer } of repairs) {
    expect(own[0], `${pass} ${layer}`).toBe(left);
    expect(own[1], `${pass} ${layer}`).toBeLessThanOrEqual(left);
    left = own[1];
  }
  expect(errorsOf(after).length).toBe(left);
}

async function runs(graph: ModelGraph): Promise<boolean> {
  try {
    const shape = [
      1,
      ...graph.layers.slice(0, 1).flatMap(({ serialized }) => {
        const batch = serialized['batch_input_shape'] ?? serialized['batch_shape'];
        return Array.isArray(batch) ? batch.slice(1).map(Number) : [];
      }),
    ];
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
    await runGraph(graph, { shape, data });
    return true;
  } catch {
    return false;
  }
}

async function open(path: string): Promise<ModelGraph | null> {
  const bytes = new Uint8Array(readFileSync(new URL(path, root)));
  try {
    const loaded = await readModel([{ name: path, bytes }]);
    return loaded.kind === 'keras' ? loaded.graph : null;
  } catch {
    // Files that are refused are other tests' matter.
    return null;
  }
}

describe('MobileNet', () => {
  it('reaches the chip, and its fixes are found at once', { timeout: 60_000 }, async () => {
    const loaded = await readModel([{ name: 'mobilenet.h5', bytes: await mobileNet() }]);
    if (loaded.kind !== 'keras') throw new Error('not a Keras model');
    const from = process.cpuUsage();
    const { repairs, after, before } = makeConvertible(loaded.graph);
    expect(process.cpuUsage(from).user / 1000).toBeLessThan(MOST_MILLISECONDS);
    expect(errorsOf(before)).toHaveLength(22);
    expect(errorsOf(after)).toEqual([]);
    expect(
      new Set(repairs.map(({ pass, exact }) => `${pass} ${exact ? 'exact' : 'changes'}`)),
    ).toEqual(
      new Set([
        'depthwise-to-conv exact',
        'zero-padding-to-same exact',
        'join-depthwise changes',
        'move-average-before-activation changes',
      ]),
    );
  });
});

describe('what may be done', () => {
  const graph = buildChain(
    [8, 8, 3],
    [
      conv('a', { activation: 'relu' }),
      ['LeakyReLU', { name: 'l', alpha: 0.1 }],
      conv('b', { activation: 'relu' }),
      conv('c'),
      norm('n'),
      ['LeakyReLU', { name: 'm', alpha: 0.1 }],
      flatten('f'),
      dense('d'),
    ],
  );
  const names = (repaired: RepairedModel) =>
    repaired.repairs.flatMap(appliedOf).map(({ pass, layer }) => `${pass} ${layer}`);

  it('one rule alone', () => {
    expect(names(makeConvertible(graph, { rule: 'inline-activation' }))).toEqual([
      'split-inline-activation a',
      'split-inline-activation b',
    ]);
  });

  it('one kind of layer of one rule', () => {
    const rule = 'supported-layer';
    const of = (subject: string) => names(makeConvertible(graph, { rule, subject }));
    expect(of('LeakyReLU')).toEqual(['replace-activation l', 'replace-activation m']);
    expect(of('DepthwiseConv2D')).toEqual([]);
  });

  it('some fixes alone', () => {
    const fixes = ({ pass, layer }: FixReference) => pass === 'replace-activation' && layer === 'm';
    expect(names(makeConvertible(graph, { fixes }))).toEqual(['replace-activation m']);
    const none = makeConvertible(graph, { fixes: () => false });
    expect(names(none)).toEqual([]);
    expect(none.graph).toBe(graph);
  });
});

it('what a fix brings about is done with it', async () => {
  const { repairs } = makeConvertible(await readGoldenKeras('compat/avgpool.h5'));
  const [pool, ...more] = repairs;
  expect(more).toEqual([]);
  expect(pool).toMatchObject({ pass: 'average-to-max', exact: false, errors: [1, 0] });
  // A max pool pads as its convolution does; an average may pad as it likes.
  expect(pool?.broughtAbout).toMatchObject([{ pass: 'match-pool-padding' }]);
});
