import { describe, expect, it } from 'vitest';

import { isStudioError } from '../errors/diagnostic.ts';
import type { Json } from '../ir/json.ts';
import { flattenModel } from './flattenModel.ts';
import { parseModelConfig } from './modelConfig.ts';

const input = (name: string): Json => ({
  class_name: 'InputLayer',
  name,
  config: { name, batch_input_shape: [null, 4] },
  inbound_nodes: [],
});

/** A layer with one call per list of sources; a source is `name` or `name:call`. */
function layer(name: string, ...calls: readonly (readonly string[])[]): Json {
  const refs = (sources: readonly string[]): Json =>
    sources.map((source) => {
      const [from = '', call = '0'] = source.split(':');
      return [from, Number(call), 0, {}];
    });
  return { class_name: 'ReLU', name, config: { name }, inbound_nodes: calls.map(refs) };
}

function functional(layers: readonly Json[], inputs: readonly string[], outputs: Json): Json {
  const config = {
    name: 'm',
    layers,
    input_layers: inputs.map((name) => [name, 0, 0]),
    output_layers: outputs,
  };
  return { class_name: 'Functional', config };
}

function flat(json: Json) {
  return flattenModel(parseModelConfig(json, 'm.h5'), 'm.h5');
}

function codeOf(json: Json): string | undefined {
  try {
    flat(json);
    return undefined;
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return error.diagnostics[0]?.code;
  }
}

/** Layers as `name <- inputs of each call`. */
function shown(json: Json): readonly string[] {
  return flat(json).layers.map(
    ({ name, calls }) =>
      `${name} <- ${calls.map((refs) => refs.map((ref) => `${ref.layer}:${ref.call}`).join('+')).join(' | ')}`,
  );
}

describe('flattenModel', () => {
  it('orders layers behind what they take from, whatever the file has first', () => {
    const model = functional(
      [layer('b', ['a']), layer('a', ['x']), input('x')],
      ['x'],
      ['b', 0, 0],
    );
    expect(shown(model)).toEqual(['x <- ', 'a <- x:0', 'b <- a:0']);
  });

  it('a nested model that is called twice gives its layers two calls', () => {
    const inner = functional([input('i'), layer('r', ['i'])], ['i'], [['r', 0, 0]]);
    const nested = {
      ...(inner as object),
      name: 'n',
      config: { ...(inner as { config: object }).config, name: 'n' },
      inbound_nodes: [[['x', 0, 0, {}]], [['n', 1, 0, {}]]],
    } as Json;
    const model = functional([input('x'), nested], ['x'], [['n', 2, 0]]);
    expect(shown(model)).toEqual(['x <- ', 'r <- x:0 | r:0']);
    expect(flat(model).outputs).toEqual([{ layer: 'r', call: 1, output: 0 }]);
    expect(flat(model).layers[1]?.scope).toEqual(['n']);
  });

  it('names that clash get their scope before them', () => {
    const inner = functional([input('i'), layer('r', ['i'])], ['i'], [['r', 0, 0]]);
    const nested = {
      ...(inner as object),
      name: 'n',
      config: { ...(inner as { config: object }).config, name: 'n' },
      inbound_nodes: [[['x', 0, 0, {}]]],
    } as Json;
    const model = functional([input('x'), nested, layer('r', ['n:1'])], ['x'], [['r', 0, 0]]);
    expect(shown(model)).toEqual(['x <- ', 'n/r <- x:0', 'r <- n/r:0']);
  });

  it('layers that call each other in turns are in the order of their first calls', () => {
    const a = layer('a', ['x'], ['b']);
    const model = functional([input('x'), layer('b', ['a']), a], ['x'], [['a', 1, 0]]);
    expect(shown(model)).toEqual(['x <- ', 'a <- x:0 | b:0', 'b <- a:0']);
  });

  it('reads the references of Keras 3', () => {
    const history = { class_name: '__keras_tensor__', config: { keras_history: ['x', 0, 0] } };
    const relu = {
      class_name: 'ReLU',
      config: { name: 'r' },
      inbound_nodes: [{ args: [history], kwargs: { mask: null } }],
    };
    expect(shown(functional([input('x'), relu], ['x'], ['r', 0, 0]))).toEqual([
      'x <- ',
      'r <- x:0',
    ]);
  });

  it('refuses circles, strangers, doubles and layers without input', () => {
    const x = input('x');
    const end = [['b', 0, 0]];
    const circle = [x, layer('a', ['b']), layer('b', ['a'])];
    expect(codeOf(functional(circle, ['x'], end))).toBe('keras/cyclic-graph');
    expect(codeOf(functional([x, layer('b', ['y'])], ['x'], end))).toBe('keras/unknown-reference');
    expect(codeOf(functional([x, layer('b', ['x:0', 'b:7'])], ['x'], end))).toBe(
      'keras/unknown-reference',
    );
    expect(codeOf(functional([x, layer('b', ['x']), layer('b', ['x'])], ['x'], end))).toBe(
      'keras/duplicate-layer',
    );
    expect(codeOf(functional([x, layer('b', ['x']), layer('c')], ['x'], end))).toBe(
      'keras/bad-config',
    );
  });

  it('takes a chain of ten thousand layers', () => {
    const chain = Array.from({ length: 10_000 }, (_, i) => layer(`l${i}`, [i ? `l${i - 1}` : 'x']));
    const model = functional([...chain.toReversed(), input('x')], ['x'], [['l9999', 0, 0]]);
    expect(flat(model).layers.at(-1)?.name).toBe('l9999');
  });
});
