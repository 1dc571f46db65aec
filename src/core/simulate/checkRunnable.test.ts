import { expect, test } from 'vitest';
import type { AkidaLayer, FullyConnectedLayer, InputDataLayer } from '../akida/model.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import { checkRunnable } from './checkRunnable.ts';

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
    'a step below 1/16',
    [input, { ...head, actStep: Float32Array.of(1, 0.03125) }],
    ['simulate/step-range | 1/16 or more, below 2^24 | 0.03125'],
  ],
])('%s', (_, layers, expected) => {
  expect(problems(layers)).toEqual(expected);
});
