import { describe, expect, test } from 'vitest';
import { activityOfRun } from '../../core/cost/activity.ts';
import { estimateCost } from '../../core/cost/estimateCost.ts';
import { readNpy } from '../../core/data/readNpy.ts';
import { writeNpy } from '../../core/data/writeNpy.ts';
import { mapModel } from '../../core/map/mapModel.ts';
import { simulate } from '../../core/simulate/simulator.ts';
import { goldenDir, goldenFile } from '../../core/testing/golden.ts';
import { readGoldenFbz } from '../../core/testing/goldenModels.ts';
import { writeFileSync } from 'node:fs';
import { runCli, workplace } from '../testing/runCli.ts';

const KWS = `${goldenDir()}/named/dscnn_kws`;
const FBZ = ['-m', `${KWS}/model.fbz`];
const INPUTS = ['-i', `${KWS}/inputs.npy`];
const OWN = '{"processors": {"CNP1": 3, "FNP2": 1, "FNP3": 1}}';

const map = (...argv: string[]) => runCli(['map', ...argv]);
const json = async (...argv: string[]) =>
  JSON.parse((await map(...argv, '--json')).out) as Readonly<Record<string, unknown>>;

test('prints where each layer lies, as the summary of the runtime does', async () => {
  const { code, out } = await map(...FBZ);
  expect(code).toBe(0);
  const lines = out.split('\n');
  const { programBytes, layers } = mapModel(readGoldenFbz('named/dscnn_kws/model.fbz'));
  expect(lines[0]).toMatch(/model\.fbz on AKD1000 .*: fits; 5 processors of 78, /);
  expect(lines[0]).toContain(`, ${programBytes} bytes of program`);
  const separable = '(3, 3, 64, 1), (1, 1, 64, 64)';
  // prettier-ignore
  const shapes = [
    ['conv_0', 'InputConvolutional', '[25, 5, 64]', '(5, 5, 1, 64)', 'HRC'],
    ['sep_1', 'SeparableConvolutional', '[25, 5, 64]', separable, '1 CNP1'],
    ['sep_2', 'SeparableConvolutional', '[25, 5, 64]', separable, '1 CNP1'],
    ['sep_3', 'SeparableConvolutional', '[25, 5, 64]', separable, '1 CNP1'],
    ['sep_4', 'SeparableConvolutional', '[1, 1, 64]', separable, '1 CNP1'],
    ['dense', 'FullyConnected', '[1, 1, 33]', '(1, 1, 64, 33)', '1 FNP3'],
  ];
  const bytes = layers.map((layer) => [layer.inputBytes, layer.weightBytes, layer.programBytes]);
  expect(lines.slice(2, 9).map((line) => line.split(/ {2,}/))).toEqual([
    ['layer', 'kind', 'output', 'kernel', 'NPs', 'input bytes', 'weight bytes', 'program bytes'],
    ...shapes.map((shape, i) => [...shape, ...(bytes[i] ?? []).map(String)]),
  ]);
  expect(out).not.toContain('estimate');
});

test('with inputs, what they cost, each figure with its range and what it stands on', async () => {
  const { out } = await map(...FBZ, ...INPUTS, '--fps', '100');
  const row = (name: string) =>
    out
      .split('\n')
      .find((line) => line.startsWith(name))
      ?.split(/ {2,}/);
  expect(row('layer')?.slice(-4)).toEqual(['events', 'clocks', 'ms', 'uJ']);
  expect(row('dense')?.slice(-4)).toEqual(['51', '-', '-', '-']);
  expect(row('one inference')).toEqual(['one inference', '2.89', 'ms', '2.66 to 3.52']);
  expect(row('power at 100 a second')?.[2]).toBe('mW');
  expect(row('with 10 points more zeros')?.[1]).toBe('2.44');
  expect(out).toContain('Mean of 3 inputs.\n');
  expect(out).toContain('Clocks of the layers one after the other, without dense.\n');
});

test('as JSON, what the library gives for the same', async () => {
  const network = readGoldenFbz('named/dscnn_kws/model.fbz');
  const images = readNpy(goldenFile('named/dscnn_kws/inputs.npy'), 'inputs.npy');
  const { layers } = await simulate(network, images);
  const mapping = mapModel(network, { chip: 'akd1500', mode: 'all' });
  const cost = estimateCost(mapping, activityOfRun(layers, 3));
  const said = await json(...FBZ, ...INPUTS, '--chip', 'akd1500', '--mode', 'all', '--fps', '30');
  expect(Object.keys(said)).toEqual([
    ...['ok', 'chip', 'mode', 'fits', 'problems', 'passes', 'programBytes', 'processors'],
    ...['layers', 'cost'],
  ]);
  const { passes, programBytes, processors } = mapping;
  expect(said).toMatchObject({
    ...{ ok: true, chip: 'akd1500', mode: 'all', fits: true, problems: [] },
    ...{ passes, programBytes, processors },
  });
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as object;
  expect(said['layers']).toMatchObject(
    mapping.layers.map(({ convolution, pooling, ...place }, i) =>
      plain({ ...place, ...cost.layers[i] }),
    ),
  );
  const { layers: _, chip, ...whole } = cost;
  expect(said['cost']).toMatchObject({ inputs: 3, ...plain(whole) });
  expect(said['cost']).toMatchObject({
    sparser: { points: 10, milliseconds: { basis: expect.any(String) as string } },
    // At rest nothing was published of this chip.
    power: { framesPerSecond: 30, milliwatts: null },
  });
});

test('without inputs there is no cost', async () => {
  const said = await json(...FBZ);
  expect(said['cost']).toBeNull();
  expect(said['layers']).toMatchObject([{ events: null, clocks: null }, {}, {}, {}, {}, {}]);
});

test('a chip of which nothing was published has processors and no cost', async () => {
  const at = `${goldenDir()}/named/vgg_cifar_signed_scaling`;
  const words = ['-m', `${at}/model.fbz`, '-i', `${at}/inputs.npy`, '--chip', 'nsoc-v1'];
  const said = await json(...words);
  expect(said).toMatchObject({ fits: true, processors: { HRC: 1 } });
  expect(said['cost']).toMatchObject({ milliseconds: null, microjoules: null });
  expect((await map(...words)).out).toMatch(/one inference +- +nothing is published to say it/);
});

test('a quantized Keras model is mapped as it converts', async () => {
  const keras = await json('-m', `${KWS}/quantized.h5`, '-sc', '255');
  const fbz = await json(...FBZ);
  expect(keras['processors']).toEqual(fbz['processors']);
});

describe('a network that the chip does not take', () => {
  test('names the layers that find no place, and ends with 1', async () => {
    const { code, out } = await map(...FBZ, '--chip', OWN, ...INPUTS);
    expect(code).toBe(1);
    expect(out).toContain('at   layer "sep_4"');
    expect(out).toContain('does not fit; 5 processors of 3');
    expect(out).toContain('No time or energy of a network that does not fit.');
    const said = await json(...FBZ, '--chip', OWN);
    expect(said).toMatchObject({ ok: false, chip: 'custom', fits: false });
    expect(said['diagnostics']).toMatchObject([
      { code: 'rule/hw-processors', where: { layer: 'sep_4' } },
      { code: 'map/too-few-processors', where: { layer: 'dense' } },
    ]);
    expect(said['problems']).toMatchObject([{ layer: 'sep_4' }, { layer: 'dense' }]);
  });

  test('says what rule it breaks', async () => {
    const words = [...FBZ, '--chip', 'nsoc-v1'];
    expect((await map(...words)).code).toBe(1);
    expect(await json(...words)).toMatchObject({
      ...{ ok: false, fits: false, problems: [] },
      diagnostics: [{ code: 'rule/hw-input-bits', where: { layer: 'dense' } }],
    });
  });
});

describe('what the command line says wrong', () => {
  test.each([
    ['a chip that there is not', ['--chip', 'akd9'], 'map/unknown-chip'],
    ['a record of a chip that is no JSON', ['--chip', '{bad'], 'map/bad-chip'],
    ['one without processors', ['--chip', '{}'], 'map/bad-chip'],
    ['a rate of nothing', ['--fps', '0'], 'cli/usage'],
    ['a mode that there is not', ['--mode', 'most'], 'cli/usage'],
  ])('%s', async (_, words, code) => {
    const { code: exit } = await map(...FBZ, ...words);
    expect(exit).toBe(2);
    expect((await json(...FBZ, ...words))['diagnostics']).toMatchObject([{ code }]);
  });

  test('inputs of another shape', async () => {
    const at = workplace();
    writeFileSync(at.path('x.npy'), writeNpy({ data: new Uint8Array(12), shape: [1, 2, 2, 3] }));
    const { code, err } = await map(...FBZ, '-i', at.path('x.npy'));
    expect(code).toBe(1);
    expect(err).toContain('simulate/input-shape');
  });
});
