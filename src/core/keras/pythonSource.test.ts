import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import { buildChain } from '../testing/buildChain.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { conv, dense, flatten, maxPool, norm, relu } from '../testing/layerSpecs.ts';
import { notInPython, pythonLine, pythonLiteral, pythonSource } from './pythonSource.ts';

const chain = buildChain(
  [8, 8, 3],
  [
    conv('c', { strides: [2, 2], padding: 'same' }),
    norm('n'),
    maxPool('p'),
    relu('r'),
    flatten('f'),
    dense('d'),
  ],
);

describe('pythonSource', () => {
  it('builds a chain layer by layer and names its arrays', () => {
    const { source, weights } = pythonSource(chain, 'm.npz');
    expect(source).toContain(
      "    inputs = keras.Input(shape=(8, 8, 3), name='input')\n    x = layers.Conv2D(",
    );
    expect(source).toContain("strides=(2, 2), padding='same'");
    expect(source).toMatch(/x = layers.BatchNormalization\(axis=-1, .*name='n'\)\(x\)/);
    expect(source).toMatch(/return keras.Model\(inputs, x, name='\w+'\)/);
    expect(source).toContain("'m.npz'");
    expect(source).not.toContain('initializer');
    expect([...weights.keys()].filter((key) => key.startsWith('2_'))).toEqual([
      '2_gamma',
      '2_beta',
      '2_moving_mean',
      '2_moving_variance',
    ]);
    for (const key of weights.keys()) expect(source).toContain(`'${key}'`);
  });

  it('gives every tensor of branches its name, and uses a shared layer twice', async () => {
    const residual = pythonSource(await readGoldenKeras('compat/residual.h5'), 'm.npz').source;
    expect(residual).toMatch(/layers\.Add\(name='add'\)\(\[x\d+, x\d+\]\)/);
    const shared = pythonSource(await readGoldenKeras('compat/shared_layer.h5'), 'm.npz').source;
    expect(shared.match(/shared_x\d+\(/g)).toHaveLength(2);
  });

  it('of a design has no weights to load', () => {
    const { source, weights } = pythonSource({ ...chain, isDesign: true }, 'm.npz');
    expect(weights.size).toBe(0);
    expect(source).not.toContain('np.load');
  });

  it('writes one line of a layer as the whole source has it', () => {
    const [, layer] = chain.layers;
    if (!layer) throw new Error('no layer');
    expect(pythonSource(chain, 'm.npz').source).toContain(pythonLine(chain, layer));
  });

  it.each(['lstm', 'upsampling'])(
    'refuses or writes golden/compat/%s, never anything between',
    async (name) => {
      const graph = await readGoldenKeras(`compat/${name}.h5`);
      const missing = notInPython(graph);
      if (missing.length === 0)
        expect(pythonSource(graph, 'm.npz').source).toContain('def build():');
      else {
        expect(() => pythonSource(graph, 'm.npz')).toThrow();
        try {
          pythonSource(graph, 'm.npz');
        } catch (error) {
          expect(isStudioError(error) && error.diagnostics[0]?.code).toBe('keras/not-in-python');
        }
      }
    },
  );
});

describe('names are data', () => {
  const NASTY = [
    "'); import os; os.system('x') #",
    'a\\',
    "\\'",
    'a\nb',
    '\u2028',
    '"""',
    '{x}',
    '\u{1f600}',
  ];
  it.each(NASTY)('%j stays text', (name) => {
    const graph = buildChain([8, 8, 3], [conv(name), relu('r'), flatten('f'), dense('d')]);
    const { source } = pythonSource({ ...graph, name }, `${name}.npz`);
    const code = source.replace(/'(?:[^'\\\n]|\\['\\u U0-9a-f])*'/g, 'TEXT');
    expect(code).not.toMatch(/system|\\|\{|\u2028/);
    // Outside of literals every line is one that the writer knows.
    for (const line of code.split('\n').filter((text) => text.includes('layers.')))
      expect(line).toMatch(/^ {4}x = layers\.\w+\([\w=,. ()]*\)\((x|inputs)\)$|^from tensorflow/);
  });

  it.each([
    [null, 'None'],
    [true, 'True'],
    [[1], '(1,)'],
    [[1, [2, null]], '(1, (2, None))'],
    [1e-7, '1e-7'],
    [Infinity, "float('inf')"],
    ["it's", "'it\\'s'"],
    [{ a: 'b' }, "{'a': 'b'}"],
  ])('%j is %s', (value, literal) => {
    expect(pythonLiteral(value)).toBe(literal);
  });
});
