import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import { assignWeights, namedWeights, type NamedWeight } from './layerWeights.ts';
import type { FlatLayer } from './flattenModel.ts';
import type { LayerConfig } from './modelConfig.ts';

function layer(path: string): FlatLayer {
  const scope = path.split('>');
  const name = scope.pop() ?? '';
  const config: LayerConfig = {
    className: 'Dense',
    name,
    config: {},
    path: '',
    buildShape: undefined,
    calls: [],
    nested: null,
  };
  return { layer: config, name: path, scope, calls: [] };
}

function weight(variable: string): NamedWeight {
  return { variable, path: variable, shape: [0], read: () => new Float32Array() };
}

/** Which layer gets which weights, as `layer: weight, weight`. */
function assigned(layers: readonly string[], variables: readonly string[]): readonly string[] {
  const flat = layers.map(layer);
  const weights = assignWeights(flat, variables.map(weight), 'model', 'm.h5');
  return flat.map(({ layer: own, name }) => {
    const names = (weights.get(own) ?? []).map((entry) => entry.name);
    return `${name}: ${names.join(', ')}`;
  });
}

describe('assignWeights', () => {
  it.each([
    ['Keras 2', ['dense/kernel:0', 'dense/bias:0', 'dense_1/kernel:0']],
    ['Keras 3', ['m/dense/kernel', 'm/dense/bias', 'm/dense_1/kernel']],
  ])('names of %s', (_, variables) => {
    expect(assigned(['m>dense', 'm>dense_1'], variables)).toEqual([
      'm>dense: kernel, bias',
      'm>dense_1: kernel',
    ]);
  });

  it('the last layer name in a path counts, and names may hold slashes', () => {
    expect(
      assigned(['a', 'block/conv', 'conv'], ['a/block/conv/kernel:0', 'a/conv/kernel:0']),
    ).toEqual(['a: ', 'block/conv: kernel', 'conv: kernel']);
  });

  it('layers of one name are told apart by the models around them', () => {
    expect(assigned(['l>dense', 'r>dense'], ['l/dense/kernel', 'r/dense/kernel'])).toEqual([
      'l>dense: kernel',
      'r>dense: kernel',
    ]);
  });

  it.each([
    [['dense'], ['other/kernel:0']],
    [['l>dense', 'r>dense'], ['dense/kernel:0']],
  ])('%o cannot take %o', (layers, variables) => {
    try {
      assigned(layers, variables);
      expect.unreachable();
    } catch (error) {
      expect(isStudioError(error) && error.diagnostics[0]?.code).toBe('keras/unassigned-weights');
    }
  });
});

describe('namedWeights', () => {
  it('takes what follows the name of the layer, else the last part', () => {
    const names = (variables: readonly string[]) =>
      namedWeights(layer('lstm').layer, variables.map(weight)).map(({ name }) => name);
    expect(names(['s/lstm/lstm_cell/kernel:0'])).toEqual(['lstm_cell/kernel']);
    expect(names(['renamed/kernel:0', 'renamed/bias:0'])).toEqual(['kernel', 'bias']);
    expect(names(['a/kernel:0', 'b/kernel:0'])).toEqual(['a/kernel:0', 'b/kernel:0']);
  });
});
