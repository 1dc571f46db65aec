import { expect, test } from 'vitest';
import type {
  AkidaLayer,
  AkidaModel,
  FullyConnectedLayer,
  InputDataLayer,
  SeparableConvolutionalLayer,
} from '../akida/model.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import { checkInputs, checkRunnable } from './checkSimulation.ts';
import type { NumericArray, Tensor } from '../tensor/tensor.ts';

const input: InputDataLayer = {
  kind: 'InputData',
  name: 'in',
  inputShape: [1, 1, 3],
  inputBits: 4,
  inputSigned: false,
};

const head: FullyConnectedLayer = {
  kind: 'FullyConnected',
  name: 'head',
  units: 2,
  weightBits: 4,
  weights: new Int8Array(6),
  activation: false,
  actBits: 1,
  threshold: new Int32Array(2),
  actStep: Float32Array.of(1, 1),
};

const separable: SeparableConvolutionalLayer = {
  kind: 'SeparableConvolutional',
  name: 'sep',
  filters: 2,
  kernelSize: [3, 3],
  strides: [1, 1],
  padding: 'valid',
  pooling: { type: 'none' },
  weightBits: 4,
  weights: new Int8Array(27),
  weightsPw: new Int8Array(6),
  activation: false,
  actBits: 1,
  threshold: new Int32Array(2),
  actStep: Float32Array.of(1, 1),
};

function problems(layers: readonly AkidaLayer[]): string[] {
  try {
    checkRunnable({ version: '2.3.0', layers });
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return error.diagnostics.map((d) => [d.code, d.expected, d.received].join(' | '));
  }
  return [];
}

test.each<[string, readonly AkidaLayer[], readonly string[]]>([
  ['a whole model', [input, head], []],
  [
    'no layer',
    [],
    ['simulate/no-input-layer | InputData and another layer, or InputConvolutional | no layer'],
  ],
  [
    'no input',
    [head],
    [
      'simulate/no-input-layer | InputData and another layer, or InputConvolutional | FullyConnected',
    ],
  ],
  [
    'signed input',
    [{ ...input, inputSigned: true }, head],
    ['simulate/input-bits | unsigned, 1 to 8 bits | signed, 4 bits'],
  ],
  [
    'weights and thresholds that do not fit: both are named',
    [input, { ...head, weights: new Int8Array(4), threshold: new Int32Array(3) }],
    ['simulate/layer-shape | 6 values | 4 values', 'simulate/layer-shape | 2 values | 3 values'],
  ],
  [
    'two inputs',
    [input, input, head],
    [
      'simulate/no-input-layer | InputData and another layer, or InputConvolutional | InputData, InputData, FullyConnected',
    ],
  ],
  [
    'an input alone',
    [input],
    ['simulate/no-input-layer | InputData and another layer, or InputConvolutional | InputData'],
  ],
  [
    'input of 9 bits',
    [{ ...input, inputBits: 9 }, head],
    ['simulate/input-bits | unsigned, 1 to 8 bits | unsigned, 9 bits'],
  ],
  [
    'a kernel larger than its input',
    [input, separable],
    ['simulate/layer-shape | at least one cell | output (0, 0, 2) of input (1, 1, 3)'],
  ],
  [
    'both kernels of a separable layer that do not fit',
    [
      input,
      { ...separable, padding: 'same', weights: new Int8Array(9), weightsPw: new Int8Array(3) },
    ],
    ['simulate/layer-shape | 27 values | 9 values', 'simulate/layer-shape | 6 values | 3 values'],
  ],
  [
    'steps that do not fit, one of them too large',
    [input, { ...head, activation: true, actStep: Float32Array.of(1, 1, 2 ** 24) }],
    [
      'simulate/layer-shape | 2 values | 3 values',
      'simulate/step-range | 1/16 or more, below 2^24 | 16777216',
    ],
  ],
  [
    'a head, which fires nothing, with a large step',
    [input, { ...head, actStep: Float32Array.of(1, 2 ** 40) }],
    [],
  ],
  [
    'a step of a head that is no number',
    [input, { ...head, actStep: Float32Array.of(1, Infinity) }],
    ['simulate/step-range | 1/16 or more, finite | Infinity'],
  ],
  [
    'a step below 1/16',
    [input, { ...head, actStep: Float32Array.of(1, 0.03125) }],
    ['simulate/step-range | 1/16 or more, finite | 0.03125'],
  ],
])('%s', (_, layers, expected) => {
  expect(problems(layers)).toEqual(expected);
});

function modelOf(inputShape: readonly [number, number, number]): AkidaModel {
  const input = { kind: 'InputData', name: 'in', inputShape, inputBits: 4, inputSigned: false };
  return { version: '2.3.0', layers: [input as AkidaModel['layers'][number]] };
}

const image = modelOf([2, 3, 1]);
const vector = modelOf([1, 1, 3]);

/** Code, message, expected and received of what `checkInputs` throws. */
function problem(model: AkidaModel, inputs: Tensor<NumericArray>): (string | undefined)[] {
  try {
    checkInputs(model, inputs);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return error.diagnostics.flatMap((d) => [d.code, d.message, d.expected, d.received]);
  }
  return [];
}

test('gives the number of inputs', () => {
  expect(checkInputs(image, { data: new Uint8Array(12), shape: [2, 2, 3, 1] })).toBe(2);
  expect(checkInputs(vector, { data: new Uint8Array(6), shape: [2, 3] })).toBe(2);
  expect(checkInputs(vector, { data: new Uint8Array(6), shape: [2, 1, 1, 3] })).toBe(2);
});

test.each<[string, AkidaModel, Tensor<NumericArray>, string[]]>([
  [
    'float inputs',
    image,
    { data: new Float32Array(6), shape: [1, 2, 3, 1] },
    ['simulate/input-type', 'A spiking model takes whole numbers of 8 bits.', 'uint8', 'float32'],
  ],
  [
    'no batch axis',
    image,
    { data: new Uint8Array(6), shape: [2, 3, 1] },
    ['simulate/input-shape', 'The inputs do not fit the first layer.', '(N, 2, 3, 1)', '(2, 3, 1)'],
  ],
  [
    'another vector length',
    vector,
    { data: new Uint8Array(8), shape: [2, 4] },
    [
      'simulate/input-shape',
      'The inputs do not fit the first layer.',
      '(N, 1, 1, 3) or (N, 3)',
      '(2, 4)',
    ],
  ],
  [
    'nothing',
    image,
    { data: new Uint8Array(0), shape: [0, 2, 3, 1] },
    ['simulate/empty-input', 'There is nothing to run.', 'at least one input', '(0, 2, 3, 1)'],
  ],
  [
    'a value above 15',
    image,
    { data: Uint8Array.of(0, 1, 15, 16, 0, 0), shape: [1, 2, 3, 1] },
    ['simulate/input-range', 'Element 3 of the inputs is 16.', 'values in 0 .. 15', '16'],
  ],
])('refuses %s', (_, model, inputs, expected) => {
  expect(problem(model, inputs)).toEqual(expected);
});
