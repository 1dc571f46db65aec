import { describe, expect, it } from 'vitest';
import type { AkidaLayer, AkidaModel } from '../akida/model.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { goldenCases, goldenJson } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import {
  flatten,
  globalAverage,
  maxPool,
  quantizedConv,
  quantizedDense,
  quantizedRelu,
  quantizedSeparable,
} from '../testing/layerSpecs.ts';
import { convertGraph, type ConvertOptions } from './convertGraph.ts';
import { convertModel } from './convertModel.ts';
import { verifyConversion } from './verifyConversion.ts';

const LAYERS: readonly LayerSpec[] = [
  quantizedConv('first', 8, { filters: 6, strides: [2, 2] }),
  quantizedRelu('r1', 4, 20),
  quantizedSeparable('second', 4, { filters: 9 }),
  maxPool('pool'),
  quantizedRelu('r2', 2, 4),
  quantizedConv('third', 4, { filters: 5 }),
  globalAverage('average'),
  quantizedRelu('r3', 4, 1),
  flatten('f'),
  quantizedDense('head', 2, { units: 4 }),
];

const options = { inputScaling: [255, 0] } as const;

type Change = (layer: AkidaLayer) => AkidaLayer;

/** The network with one layer changed. */
function withChange(network: AkidaModel, name: string, change: Change): AkidaModel {
  const layers = network.layers.map((layer) => (layer.name === name ? change(layer) : layer));
  return { ...network, layers };
}

async function differing(graph: ModelGraph, network: AkidaModel): Promise<readonly string[]> {
  try {
    await verifyConversion(graph, network, options);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return error.diagnostics.map(({ code, where }) => `${code} ${where.layer}`);
  }
  return [];
}

describe('a network that lost something on the road', () => {
  const graph = buildChain([17, 14, 3], LAYERS, 5);
  const network = convertGraph(graph, options);

  it('the sound one is believed', async () => {
    const { images, values } = await verifyConversion(graph, network, options);
    expect(images).toBe(4);
    // Cells of every layer, of four images.
    expect(values).toBe(4 * (9 * 7 * 6 + 5 * 4 * 9 + 5 + 4));
  });

  it.each<readonly [string, string, Change]>([
    [
      'an activation',
      'second',
      (layer) => ({ ...layer, activation: false, actBits: 1 }) as AkidaLayer,
    ],
    ['a bias', 'second', (layer) => ({ ...layer, threshold: new Int32Array(9) }) as AkidaLayer],
    ['a pool', 'second', (layer) => ({ ...layer, pooling: { type: 'none' } }) as AkidaLayer],
    [
      'the order of a kernel',
      'third',
      (layer) =>
        ({
          ...layer,
          weights: Int8Array.from('weights' in layer ? layer.weights : []).reverse(),
        }) as AkidaLayer,
    ],
    [
      'a bit of a step',
      'first',
      (layer) =>
        ({
          ...layer,
          actStep: 'actStep' in layer ? layer.actStep.map((step) => step * 2) : [],
        }) as AkidaLayer,
    ],
    [
      'the bias of the head',
      'head',
      (layer) =>
        ({
          ...layer,
          threshold: 'threshold' in layer ? layer.threshold.map((t) => t + 3) : [],
        }) as AkidaLayer,
    ],
  ])('without %s: layer %s is named', async (_, name, change) => {
    expect(await differing(graph, withChange(network, name, change))).toEqual([
      `convert/outputs-differ ${name}`,
    ]);
  });

  it('names only the layer at fault where the shapes stay', async () => {
    const changed = withChange(
      network,
      'first',
      (layer) =>
        ({
          ...layer,
          threshold: new Int32Array(6).fill(200),
        }) as AkidaLayer,
    );
    expect(await differing(graph, changed)).toEqual(['convert/outputs-differ first']);
  });

  it('without a pool that the next layer counts on, nothing runs', async () => {
    const changed = withChange(
      network,
      'third',
      (layer) => ({ ...layer, pooling: { type: 'none' } }) as AkidaLayer,
    );
    expect(await differing(graph, changed)).toEqual(['simulate/layer-shape head']);
  });

  it('with a step that no runtime runs, nothing is compared', async () => {
    const changed = withChange(
      network,
      'second',
      (layer) => ({ ...layer, actStep: new Float32Array(9).fill(2 ** 24) }) as AkidaLayer,
    );
    const { images, values, reason } = await verifyConversion(graph, changed, options);
    expect([images, values, reason?.includes('2^24')]).toEqual([0, 0, true]);
  });

  it('with a layer too few it is a fault that asks for a report', async () => {
    const found = differing(graph, { ...network, layers: network.layers.slice(0, -1) });
    expect(await found).toEqual(['studio/internal undefined']);
  });
});

it('a layer that reaches no layer of the chip is named, and a report is asked for', () => {
  const graph = buildChain(
    [8, 8, 3],
    [quantizedConv('c', 4), quantizedRelu('r', 4), quantizedRelu('lost', 4)],
  );
  try {
    convertGraph(graph, options);
    expect.fail('it converts');
  } catch (error) {
    if (!isStudioError(error)) throw error;
    expect(error.diagnostics).toMatchObject([
      {
        code: 'studio/internal',
        where: { layer: 'lost' },
        received: 'QuantizedReLU "lost" reached no layer of the chip',
      },
    ]);
    expect(error.diagnostics[0]?.hint).toMatch(/report it/);
  }
});

interface Case {
  readonly input_scaling: readonly [number, number] | null;
  readonly input_is_image: boolean;
}

describe.each(['fuzz', 'shapes'] as const)('believes golden/%s', (family) => {
  it.each(goldenCases(family))('%s', async (path) => {
    const asked = goldenJson(`${path}/case.json`) as Case;
    const as: ConvertOptions = {
      ...(asked.input_scaling ? { inputScaling: asked.input_scaling } : {}),
      inputIsImage: asked.input_is_image,
    };
    const graph = await readGoldenKeras(`${path}/quantized.h5`);
    const { values } = await verifyConversion(graph, convertModel(graph, as), as);
    expect(values).toBeGreaterThan(0);
  });
});
