import { describe, expect, it, test } from 'vitest';
import { convertModel } from '../convert/convertModel.ts';
import { readDataset } from '../data/readDataset.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { simulate } from '../simulate/simulator.ts';
import { tensor } from '../tensor/tensor.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { fieldFile, graphOf } from '../testing/doors.ts';
import { thresholdOf, topClasses } from './classes.ts';
import { evaluateModel } from './evaluateModel.ts';

/** What Keras and the toolkit say of each binary model: `fixtures/field/binary.py`. */
const judged = JSON.parse(new TextDecoder().decode(fieldFile('binary.json'))) as Record<
  string,
  { accuracy: number; predict: readonly number[] | null }
>;
const dataset = readDataset([{ name: 'k17.npz', bytes: fieldFile('k17_binary.npz') }]);

describe.each(Object.entries(judged))('%s', (name, { accuracy }) => {
  it('has the accuracy that Keras gives it', async () => {
    const graph = await graphOf({ name, bytes: fieldFile(`${name}.h5`) });
    const evaluation = await evaluateModel({ kind: 'keras', graph }, dataset);
    expect(evaluation.accuracy).toBeCloseTo(accuracy, 6);
    expect(evaluation.classes).toBe(2);
    expect(evaluation.confusion).toHaveLength(4);
  });
});

/** A sigmoid of the layer's own has to be split off first. */
const converting = Object.entries(judged).filter(([, { predict }]) => predict !== null);

describe.each(converting)('%s', (name, { predict }) => {
  it('converts to potentials whose sign decides', async () => {
    const graph = await graphOf({ name, bytes: fieldFile(`${name}.h5`) });
    const bits = { weightBits: 4, activationBits: 4, inputWeightBits: 8 };
    const model = convertModel(quantizeModel(graph, bits));
    const result = await simulate(model, dataset.images);
    expect(result.predict?.data).toEqual(Float32Array.from(predict ?? []));
    const { predictions } = await evaluateModel({ kind: 'akida', model }, dataset);
    expect([...predictions]).toEqual((predict ?? []).map((value) => Number(value > 0)));
  });
});

describe('thresholdOf', () => {
  const of = (...layers: LayerSpec[]) => thresholdOf(buildChain([4], layers));
  const dense = (activation: string): LayerSpec => ['Dense', { name: 'd', units: 1, activation }];
  it.each<[string, number, number]>([
    ['a logit', of(dense('linear')), 0],
    ['a sigmoid of the layer', of(dense('sigmoid')), 0.5],
    ['a sigmoid behind it', of(dense('linear'), ['Activation', { activation: 'sigmoid' }]), 0.5],
    ['a shape behind the sigmoid', of(dense('sigmoid'), ['Flatten', { name: 'f' }]), 0.5],
    ['a softmax', of(dense('linear'), ['Softmax', { name: 's' }]), 0.5],
    ['a tanh', of(dense('tanh')), 0],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});

test('one output tells two classes, more their own', () => {
  expect(topClasses(tensor(Float32Array.of(-1, 0, 2), [3, 1]))).toEqual(Int32Array.of(0, 0, 1));
  expect(topClasses(tensor(Float32Array.of(0.5, 0.6), [2, 1, 1, 1]), 0.5)).toEqual(
    Int32Array.of(0, 1),
  );
  expect(topClasses(tensor(Float32Array.of(1, 3, 3, 0, -1, -2), [2, 3]))).toEqual(
    Int32Array.of(1, 0),
  );
  expect(topClasses(tensor(new Float32Array(4), [1, 2, 2, 1]))).toBeNull();
});
