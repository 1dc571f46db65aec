import { expect, it } from 'vitest';
import type { AkidaLayer, AkidaModel } from '../akida/model.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { readModel } from '../keras/readModel.ts';
import { modernFile, modernModels } from '../testing/modernFiles.ts';
import { convertModel } from './convertModel.ts';
import { isCutByRegisters } from './limitSteps.ts';
import { verifyConversion } from './verifyConversion.ts';

async function open(name: string): Promise<ModelGraph> {
  const loaded = await readModel([{ name, bytes: modernFile(`${name}/quantized.h5`) }]);
  if (loaded.kind !== 'keras') throw new Error('a Keras model');
  return loaded.graph;
}

it.each(modernModels())(
  '%s: the network gives what the integers of QuantizeML give',
  async (name) => {
    const graph = await open(name);
    const network = convertModel(graph);
    const { images, values } = await verifyConversion(graph, network);
    expect(images).toBeGreaterThan(0);
    expect(values).toBeGreaterThan(0);
  },
);

it('leaves out what the registers cut, and no more', async () => {
  const network = convertModel(await open('dead_inside'));
  const cut = network.layers.map((layer) => layer.kind !== 'InputData' && isCutByRegisters(layer));
  expect(cut.filter(Boolean).length).toBeGreaterThan(0);
  expect(cut.every(Boolean)).toBe(false);
});

const changes: Readonly<Record<string, (layer: AkidaLayer) => AkidaLayer>> = {
  'a lost activation': (layer) =>
    layer.kind === 'InputData' ? layer : { ...layer, activation: false },
  'a lost pool': (layer) => ('pooling' in layer ? { ...layer, pooling: { type: 'none' } } : layer),
  'a lost bias': (layer) =>
    layer.kind === 'InputData' ? layer : { ...layer, threshold: layer.threshold.map(() => 0) },
  'other weights': (layer) =>
    layer.kind === 'InputData' ? layer : { ...layer, weights: layer.weights.map((w) => -w) },
};

it.each(Object.entries(changes))('finds %s in a layer', async (_, change) => {
  const graph = await open('deep');
  const network = convertModel(graph);
  const layers = network.layers.map((layer) => (layer.name === 'sep_6' ? change(layer) : layer));
  const changed: AkidaModel = { ...network, layers };
  try {
    await verifyConversion(graph, changed);
    expect.unreachable();
  } catch (error) {
    if (!isStudioError(error)) throw error;
    expect(error.diagnostics[0]).toMatchObject({
      code: expect.stringMatching(/^convert\/outputs-differ$|^studio\/internal$/) as string,
    });
  }
});
