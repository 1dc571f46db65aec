import { describe, expect, it } from 'vitest';
import type { AkidaModel, NeuralAkidaLayer } from '../akida/model.ts';
import { neuronsOf, packedSize } from '../akida/model.ts';
import { readFbz } from '../fbz/readFbz.ts';
import { writeFbz } from '../fbz/writeFbz.ts';
import { simulate } from '../simulate/simulator.ts';
import { goldenCases, goldenFiles, hasGoldenFile } from '../testing/golden.ts';
import { readGoldenFbz } from '../testing/goldenModels.ts';
import { randomAkidaModel } from '../testing/randomAkidaModel.ts';
import { seededRandom } from '../testing/random.ts';
import { sizeOf, tensor, type Tensor } from '../tensor/tensor.ts';
import { pruneModel } from './pruneModel.ts';

/** What a model gives: integers, and logits where it has any. */
async function outputsOf(model: AkidaModel, inputs: Tensor<Uint8Array>) {
  const { forward, predict } = await simulate(model, inputs);
  return { forward, predict };
}

function inputsOf({ layers: [first] }: AkidaModel, count: number): Tensor<Uint8Array> {
  const random = seededRandom(count);
  const { inputShape } = first as Extract<typeof first, { readonly inputShape: unknown }>;
  const shape = [count, ...inputShape];
  const data = new Uint8Array(sizeOf(shape));
  const largest = first?.kind === 'InputData' ? 2 ** first.inputBits : 256;
  return tensor(
    data.map(() => Math.floor(random() * largest)),
    shape,
  );
}

/** A model whose neurons are silent, unread or constant more often than those of a trained one. */
function withIdleNeurons(model: AkidaModel, seed: number): AkidaModel {
  const random = seededRandom(seed);
  const idle = (layer: NeuralAkidaLayer): NeuralAkidaLayer => {
    const neurons = neuronsOf(layer);
    const threshold = layer.threshold.map((value) => {
      const draw = random();
      return draw < 0.2 ? 2 ** 18 : draw < 0.4 ? -(2 ** 18) : value;
    });
    if (layer.kind === 'FullyConnected' || layer.kind === 'InputConvolutional') {
      return { ...layer, threshold };
    }
    const weights = layer.kind === 'Convolutional' ? layer.weights : layer.weightsPw;
    const channels = weights.length / neurons;
    const unread = Array.from({ length: channels }, () => random() < 0.1);
    const zeroed = weights.map((w, i) => (unread[Math.floor(i / neurons) % channels] ? 0 : w));
    return layer.kind === 'Convolutional'
      ? { ...layer, threshold, weights: zeroed }
      : { ...layer, threshold, weightsPw: zeroed };
  };
  const layers = model.layers.map((layer) => (layer.kind === 'InputData' ? layer : idle(layer)));
  return { ...model, layers };
}

describe('random networks give the same integers', () => {
  it.each(Array.from({ length: 30 }, (_, i) => i * 10))('seeds from %i', async (from) => {
    for (let seed = from; seed < from + 10; seed++) {
      const { model, inputs } = randomAkidaModel({ seed });
      const idle = seed % 2 === 0 ? withIdleNeurons(model, seed) : model;
      const { model: pruned } = pruneModel(idle);
      expect(await outputsOf(pruned, inputs), `seed ${seed}`).toEqual(
        await outputsOf(idle, inputs),
      );
    }
  });

  it('and lose neurons of every sort', () => {
    const counts = { silent: 0, unread: 0, constant: 0 };
    for (let seed = 0; seed < 300; seed += 2) {
      const idle = withIdleNeurons(randomAkidaModel({ seed }).model, seed);
      for (const layer of pruneModel(idle).pruned) {
        counts.silent += layer.silent.length;
        counts.unread += layer.unread.length;
        counts.constant += layer.constant.length;
      }
    }
    expect(Math.min(...Object.values(counts))).toBeGreaterThan(20);
  });
});

const golden = [
  ...(['fuzz', 'named', 'shapes'] as const)
    .flatMap(goldenCases)
    .map((folder) => `${folder}/model.fbz`)
    .filter(hasGoldenFile),
  ...['mnist', 'cifar'].flatMap((folder) => goldenFiles(folder, '.fbz')),
];

describe('the golden networks give the same integers', () => {
  it.each(golden)('%s', async (path) => {
    const model = readGoldenFbz(path);
    const inputs = inputsOf(model, 2);
    for (const whole of [model, withIdleNeurons(model, path.length)]) {
      const { model: smaller, pruned } = pruneModel(whole);
      expect(await outputsOf(smaller, inputs)).toEqual(await outputsOf(whole, inputs));
      // Nothing is left that could go, and what went is told.
      expect(pruneModel(smaller).pruned).toEqual([]);
      expect(pruned.length === 0).toBe(smaller === whole);
      if (pruned.length > 0) {
        expect(packedSize(smaller)).toBeLessThan(packedSize(whole));
        const file = writeFbz(smaller);
        const again = readFbz(file, 'pruned.fbz');
        expect(await outputsOf(again, inputs)).toEqual(await outputsOf(whole, inputs));
      }
    }
  });

  it('there are many', () => {
    expect(golden.length).toBeGreaterThan(50);
  });
});
