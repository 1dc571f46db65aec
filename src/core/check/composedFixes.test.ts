import { describe, expect, it } from 'vitest';
import { outputShapes } from '../analysis/outputShapes.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { fixesFor } from '../fixes/index.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { expectSameOutputs } from '../testing/fixTester.ts';
import {
  conv,
  dense,
  flatten,
  globalAverage,
  maxPool,
  norm,
  separable,
} from '../testing/layerSpecs.ts';
import { seededRandom } from '../testing/random.ts';
import { applySafeFixes } from './applySafeFixes.ts';
import { checkModel } from './checkModel.ts';

const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1);

describe('on models of chance', () => {
  it.each(SEEDS)('no fix adds an error, and exact ones keep the outputs: seed %i', async (seed) => {
    const graph = chance(seed);
    const before = errors(graph);
    for (const violation of checkModel(graph)) {
      for (const fix of fixesFor(graph, violation)) {
        const left = errors(fix.apply());
        const what = `${fix.pass} ${fix.layer} left ${left.join(', ')} of ${before.join(', ')}`;
        expect(left.length, what).toBeLessThanOrEqual(before.length);
      }
    }
    const fixed = applySafeFixes(graph);
    expect(errors(fixed.graph).length).toBeLessThanOrEqual(before.length);
    await expectSameOutputs(graph, fixed.graph);
  });
});

/** Convolutions and pools of any size, stride and padding, then a head. */
function chance(seed: number): ModelGraph {
  const random = seededRandom(seed);
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const input = [pick(17, 18, 19, 20, 21), pick(17, 18, 20, 23), pick(1, 3)];
  const layers: LayerSpec[] = [];
  const blocks = pick(1, 2, 3);
  for (let i = 0; i < blocks; i++) {
    const size = pick(1, 2, 3, 3, 3, 5);
    const inline = pick(true, false);
    const more = {
      filters: 3,
      kernel_size: [size, size],
      strides: pick([1, 1], [1, 1], [1, 1], [2, 2]),
      padding: pick('valid', 'valid', 'same'),
      activation: inline ? 'relu' : 'linear',
    };
    layers.push((i > 0 && random() < 0.2 ? separable : conv)(`c${i}`, more));
    if (!inline && random() < 0.5) layers.push(norm(`n${i}`));
    if (!inline) layers.push(['ReLU', { name: `r${i}`, max_value: pick(null, 6) }]);
    if (random() < 0.6) layers.push(maxPool(`p${i}`, { padding: pick('valid', 'valid', 'same') }));
    if (random() < 0.3) layers.push(['Dropout', { name: `o${i}`, rate: 0.5 }]);
    const graph = buildChain(input, layers);
    const [, x, y] = outputShapes(graph).output(layers.at(-1)?.[1]['name'] as string) ?? [];
    if ((x ?? 0) < 6 || (y ?? 0) < 6) break;
  }
  layers.push(random() < 0.85 ? flatten('f') : globalAverage('g'), dense('d'));
  return buildChain(input, layers, seed);
}

function errors(graph: ModelGraph): readonly string[] {
  return checkModel(graph)
    .filter(({ severity }) => severity === 'error')
    .map((d) => `${d.code} ${d.where.layer ?? ''}`);
}
