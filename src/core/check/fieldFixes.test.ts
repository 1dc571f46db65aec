import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelGraph } from '../ir/graph.ts';
import { readModel } from '../keras/readModel.ts';
import { fixesFor } from '../fixes/index.ts';
import { expectSameOutputs } from '../testing/fixTester.ts';
import { applySafeFixes } from './applySafeFixes.ts';
import { checkModel } from './checkModel.ts';

/** Models as people have them, each of which no exact fix led to the chip before. */
const ROAD: Readonly<Record<string, readonly string[]>> = {
  k10_augment_rescale: [
    'drop-noise random_flip',
    'drop-noise random_rotation',
    'drop-noise random_zoom',
  ],
  k10_resizing_identity: ['drop-same-size resizing'],
  k12_maxpool_flatten_dense: ['identity-behind-pool dense'],
  k13_odd_map_pool_flatten: ['grow-map max_pooling2d', 'identity-behind-pool dense'],
  k14_same_padding_makes_it_worse: ['grow-map conv2d_1', 'identity-behind-pool dense'],
  k21_leading_reshape: ['shape-input reshape'],
  k23_depthwise_bn_relu: ['depthwise-to-conv depthwise_conv2d', 'same-padding conv2d_1'],
};

describe('field models reach the chip by exact fixes', () => {
  it.each(Object.entries(ROAD))('%s', async (name, road) => {
    const graph = await field(name);
    expect(errors(graph)).not.toEqual([]);
    const fixed = applySafeFixes(graph);
    expect(fixed.applied.map(({ pass, layer }) => `${pass} ${layer}`)).toEqual(road);
    expect(errors(fixed.graph)).toEqual([]);
    await expectSameOutputs(graph, fixed.graph);
  });
});

describe('a fix never adds an error', () => {
  it.each(Object.keys(ROAD))('%s', async (name) => {
    const graph = await field(name);
    const before = errors(graph).length;
    for (const violation of checkModel(graph)) {
      for (const fix of fixesFor(graph, violation)) {
        expect(errors(fix.apply()).length, fix.pass).toBeLessThanOrEqual(before);
      }
    }
  });
});

async function field(name: string): Promise<ModelGraph> {
  const file = new URL(`../../fixtures/field/${name}.h5`, import.meta.url);
  const loaded = await readModel([
    { name: `${name}.h5`, bytes: new Uint8Array(readFileSync(file)) },
  ]);
  if (loaded.kind !== 'keras') throw new Error(`${name} is not a Keras model`);
  return loaded.graph;
}

function errors(graph: ModelGraph): readonly string[] {
  return checkModel(graph)
    .filter(({ severity }) => severity === 'error')
    .map((d) => `${d.code} ${d.where.layer ?? ''}`);
}

it('k15_custom_two_inputs: an unsupported layer that joins branches is told as both', async () => {
  expect(errors(await field('k15_custom_two_inputs'))).toEqual([
    'rule/serial-graph mix',
    'rule/supported-layer mix',
  ]);
});
