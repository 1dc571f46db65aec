import { describe, expect, test } from 'vitest';
import { readNpy, readNpz } from '../data/readNpy.ts';
import { simulate } from '../simulate/simulator.ts';
import { damaged, outcomeOf, seededRandom } from '../testing/damage.ts';
import { exact, expectSameArray } from '../testing/exact.ts';
import { modernFile } from '../testing/modernFiles.ts';
import { tensor } from '../tensor/tensor.ts';
import type { FileLayer, FileModel } from './fileLayer.ts';
import { decodeModel, readFbz } from './readFbz.ts';
import { packSnappy, unpackSnappy } from './snappyBlock.ts';
import { encodeModel, QUANTIZER_VERSION, writeFbz } from './writeFbz.ts';

const bytes = modernFile('given/q_v1.fbz');
const content = decodeModel(unpackSnappy(bytes, 'q_v1.fbz'), 'q_v1.fbz');

describe('a file of the toolkit 2.19 for a model of QuantizeML', () => {
  test('opens, and is written back with the same content', () => {
    const model = readFbz(bytes, 'q_v1.fbz');
    expect(model.quantizer).toEqual({
      kind: 'Quantizer',
      name: 'input_quantizer',
      inputShape: [20, 24, 3],
      outputBits: 8,
      scales: new Float32Array([1, 1, 1]),
      zeroPoints: new Uint8Array(3),
    });
    const written = writeFbz(model);
    const ours = decodeModel(unpackSnappy(written, 'ours.fbz'), 'ours.fbz');
    expect(exact(ours)).toEqual(exact({ ...content, version: QUANTIZER_VERSION }));
    const keys = ({ layers }: FileModel) =>
      layers.map(({ params, variables }) => [[...params.keys()], [...variables.keys()]]);
    expect(keys(ours)).toEqual(keys(content));
    expect(exact(readFbz(written, 'ours.fbz'))).toEqual(
      exact({ ...model, version: QUANTIZER_VERSION }),
    );
  });

  test('gives every integer of the runtime, for uint8 and for the same values as float32', async () => {
    const model = readFbz(bytes, 'q_v1.fbz');
    const inputs = readNpy(modernFile('given/inputs.npy'), 'inputs.npy');
    const expected = readNpz(modernFile('given/layers_v1.npz'), 'layers_v1.npz');
    for (const data of [new Uint8Array(inputs.data), new Float32Array(inputs.data)]) {
      const run = await simulate(model, tensor(data, inputs.shape), { layers: 'all' });
      run.layers.forEach(({ name, output }, i) => {
        expectSameArray(output?.data, expected.get(`${i + 1}|${name}`)?.data, name);
      });
    }
  });
});

/** The file with its Quantizer changed. */
function changed(change: (layer: FileLayer) => FileLayer): Uint8Array {
  const [first, ...rest] = content.layers;
  if (!first) throw new Error('a layer');
  return packSnappy(encodeModel({ ...content, layers: [change(first), ...rest] }));
}
const withParam = (key: string, value: number) => (layer: FileLayer) => ({
  ...layer,
  params: new Map(layer.params).set(key, value),
});
const withBytes = (key: string, data: Uint8Array) => (layer: FileLayer) => {
  const variable = layer.variables.get(key);
  if (!variable) throw new Error(key);
  return { ...layer, variables: new Map(layer.variables).set(key, { ...variable, data }) };
};

describe('refuses', () => {
  test.each<[string, (layer: FileLayer) => FileLayer, string]>([
    ['signed values, which Akida 1.0 has not', withParam('output_signed', 1), 'fbz/wrong-param'],
    ['channels first', withParam('channels_first', 1), 'fbz/wrong-param'],
    ['6 bits', withParam('output_bits', 6), 'fbz/wrong-param'],
    ['4 bits before an image', withParam('output_bits', 4), 'fbz/broken-chain'],
    ['another size than the layer behind it', withParam('input_width', 21), 'fbz/broken-chain'],
    ['more channels than scales', withParam('input_channels', 4), 'fbz/wrong-variable'],
    ['a scale of 0', withBytes('scales', new Uint8Array(12)), 'fbz/wrong-variable'],
    [
      'scales that are no numbers',
      withBytes('scales', new Uint8Array(12).fill(255)),
      'fbz/wrong-variable',
    ],
    [
      'no zero points',
      (layer) => ({ ...layer, variables: new Map([...layer.variables].slice(0, 1)) }),
      'fbz/missing',
    ],
  ])('%s', (_, change, code) => {
    expect(outcomeOf(() => readFbz(changed(change), 'x.fbz'))).toEqual([code]);
  });

  test('a Quantizer in the middle, alone, or after itself', () => {
    const [first, second, ...rest] = content.layers;
    if (!first || !second) throw new Error('layers');
    const file = (layers: readonly FileLayer[]) => packSnappy(encodeModel({ ...content, layers }));
    const again = { ...first, name: 'again', inbounds: [first.name] };
    const alone = { ...second, inbounds: [] };
    for (const layers of [[first], [first, again, second, ...rest], [alone, again, ...rest]]) {
      expect(outcomeOf(() => readFbz(file(layers), 'x.fbz'))).not.toBe('read');
    }
  });

  test('400 damaged copies: a model or a StudioError', () => {
    const random = seededRandom(19);
    const plain = encodeModel(content);
    for (let i = 0; i < 400; i++) {
      outcomeOf(() => readFbz(packSnappy(damaged(plain, random)), 'x.fbz'));
    }
  });
});
