import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../ir/json.ts';
import { tensor } from '../tensor/tensor.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { fixTester } from '../testing/fixTester.ts';
import { conv, relu } from '../testing/layerSpecs.ts';
import { operationToLayer } from './operationToLayer.ts';
import { normalizationOf, operationOf } from './operations.ts';

const behind: readonly LayerSpec[] = [conv('c'), relu('r')];
const tensor2: Json = ['input', 0, 0];
const tensor3: Json = { class_name: '__keras_tensor__', config: {} };

/** An operation as Keras 2 writes it. */
function keras2(name: string, call: readonly Json[]): LayerSpec {
  return ['TFOpLambda', { name: 'o', function: name, inbound_nodes: call }];
}

// The models cannot run before: what they compute is compared with TensorFlow in fieldFixes.test.ts.
describe('what an operation computes', () => {
  const affine = (scale: number, offset: number) => ({ kind: 'affine', scale, offset });
  const clip = (most: number | null) => ({ kind: 'clip', most });
  it.each([
    ['math.truediv', ['input', 0, 0, { y: 4, name: null }], affine(0.25, 0)],
    ['math.subtract', ['input', 0, 0, { y: 1 }], affine(1, -1)],
    ['math.subtract', ['_CONSTANT_VALUE', -1, 1, { y: tensor2 }], affine(-1, 1)],
    ['math.multiply', ['_CONSTANT_VALUE', -1, 2, { y: tensor2 }], affine(2, 0)],
    ['__operators__.add', ['input', 0, 0, { y: 3 }], affine(1, 3)],
    ['math.negative', ['input', 0, 0, {}], affine(-1, 0)],
    ['cast', ['input', 0, 0, { dtype: 'float32' }], affine(1, 0)],
    ['nn.relu', ['input', 0, 0, { name: null }], clip(null)],
    ['nn.relu6', ['input', 0, 0, {}], clip(6)],
    ['math.maximum', ['input', 0, 0, { y: 0 }], clip(null)],
    ['clip_by_value', ['input', 0, 0, { clip_value_min: 0, clip_value_max: 3 }], clip(3)],
    ['clip_by_value', ['input', 0, 0, { clip_value_min: -1, clip_value_max: 3 }], null],
    ['math.truediv', ['_CONSTANT_VALUE', -1, 1, { y: tensor2 }], null],
    ['math.truediv', ['input', 0, 0, { y: 0 }], null],
    ['math.add', ['input', 0, 0, { y: [1, 2, 3] }], null],
    ['math.add', ['input', 0, 0, { y: tensor2 }], null],
    ['math.sin', ['input', 0, 0, {}], null],
  ] as const)('%s %j', (name, call, expected) => {
    const graph = buildChain([4], [keras2(name, call)]);
    expect(graph.layers[1] && operationOf(graph.layers[1])).toEqual(expected);
  });

  it.each([
    ['TrueDivide', [tensor3, 2], affine(0.5, 0)],
    ['Subtract', [2, tensor3], affine(-1, 2)],
    ['Relu', [tensor3], clip(null)],
  ] as const)('keras.ops.%s %j', (name, args, expected) => {
    const call: JsonObject = { args, kwargs: {} };
    const graph = buildChain([4], [[`keras.ops.${name}`, { name: 'o', inbound_nodes: call }]]);
    expect(graph.layers[1] && operationOf(graph.layers[1])).toEqual(expected);
  });
});

describe('a Normalization', () => {
  const [, node] = buildChain([8, 8, 3], [['Normalization', { name: 'n', axis: [-1] }]]).layers;
  it('has the numbers that it was given', () => {
    const serialized = { name: 'n', axis: [-1], mean: [[[[1, 2, 3]]]], variance: 4 };
    expect(node && normalizationOf({ ...node, serialized })).toEqual({
      mean: [1, 2, 3],
      variance: [4],
      scale: [0.5, 0.5, 0.5],
    });
  });
  it('or those that it learnt', () => {
    const weights = {
      mean: tensor(Float32Array.of(1, 2), [2]),
      variance: tensor(Float32Array.of(4, 1), [2]),
    };
    expect(node && normalizationOf({ ...node, weights })?.scale).toEqual([0.5, 1]);
  });
  it('or none', () => {
    expect(node && normalizationOf(node)).toBeNull();
  });
});

fixTester(operationToLayer, {
  applies: [
    {
      name: 'a division',
      layers: [keras2('math.truediv', ['input', 0, 0, { y: 255 }]), ...behind],
      layer: 'o',
      rule: 'supported-layer',
      exact: true,
      cannotRun: true,
      becomes: ['Rescaling o', 'Conv2D c', 'ReLU r'],
    },
  ],
  refuses: [
    {
      name: 'arithmetic inside',
      layers: [...behind, keras2('math.add', ['r', 0, 0, { y: 1 }])],
      layer: 'o',
    },
    { name: 'another layer', layers: [conv('c')], layer: 'c' },
  ],
});
