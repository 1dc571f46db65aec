import { afterEach, describe, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../ir/json.ts';
import type { ModelGraph } from '../../ir/graph.ts';
import { buildChain, type LayerSpec } from '../../testing/buildChain.ts';
import {
  activation,
  conv,
  dense,
  flatten,
  globalAverage,
  maxPool,
  norm,
  quantizedConv,
  quantizedDense,
  quantizedRelu,
  quantizedSeparable,
  relu,
  separable,
} from '../../testing/layerSpecs.ts';
import { randomImages, seededRandom } from '../../testing/random.ts';
import { tensor, type Tensor } from '../../tensor/tensor.ts';
import { createRunner, runGraph } from '../runner.ts';

/** Sums in float32 against sums in float64 rounded once, of the largest output: the bound that the golden files hold too. */
const FLOAT32_ORDER_TOLERANCE = 1e-5;

type Pick = (...choices: readonly number[]) => number;

function picker(seed: number): Pick {
  const random = seededRandom(seed);
  return (...choices) => choices[Math.floor(random() * choices.length)] as number;
}

async function outputsOf(
  graph: ModelGraph,
  inputs: Tensor,
): Promise<{ readonly fast: Tensor; readonly reference: Tensor }> {
  const fast = await runGraph(graph, inputs);
  const reference = await runGraph(graph, inputs, { engine: 'reference' });
  return { fast: fast.outputs[0] as Tensor, reference: reference.outputs[0] as Tensor };
}

function expectClose(fast: Tensor, reference: Tensor): void {
  expect(fast.shape).toEqual(reference.shape);
  let largest = 0;
  let worst = 0;
  reference.data.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value));
    worst = Math.max(worst, Math.abs(value - (fast.data[i] as number)));
  });
  expect(worst).toBeLessThanOrEqual(FLOAT32_ORDER_TOLERANCE * largest);
}

/** A window that fits an image of at least 9 x 9, with stride or dilation, not both: Keras refuses the two together. */
function windowOf(pick: Pick): JsonObject {
  const isDilated = pick(0, 1, 0) === 1;
  return {
    kernel_size: [pick(1, 2, 3, 5), pick(1, 2, 3, 4)],
    strides: isDilated ? [1, 1] : [pick(1, 2, 3), pick(1, 2, 3)],
    dilation_rate: isDilated ? [pick(1, 2), pick(1, 2)] : [1, 1],
    padding: pick(0, 1) === 1 ? 'same' : 'valid',
    use_bias: pick(0, 1) === 1,
    activation: ['linear', 'relu', 'relu6', 'tanh'][pick(0, 1, 2, 3)] ?? 'linear',
  };
}

const FLOAT_LAYERS: Readonly<Record<string, (pick: Pick) => LayerSpec>> = {
  Conv2D: (pick) => conv('l', { ...windowOf(pick), filters: pick(1, 3, 4, 8, 9, 17) }),
  'Conv2D in groups': (pick) =>
    conv('l', { ...windowOf(pick), groups: 3, filters: pick(3, 12, 27) }),
  SeparableConv2D: (pick) =>
    separable('l', { ...windowOf(pick), filters: pick(1, 5, 8), depth_multiplier: pick(1, 2, 3) }),
  DepthwiseConv2D: (pick) => [
    'DepthwiseConv2D',
    { name: 'l', ...windowOf(pick), depth_multiplier: pick(1, 2, 3) },
  ],
  Dense: (pick) => dense('l', { units: pick(1, 4, 7, 10, 33) }),
  MaxPooling2D: (pick) =>
    maxPool('l', {
      pool_size: [pick(1, 2, 3), pick(1, 2, 3)],
      strides: [pick(1, 2, 3), pick(1, 2)],
      padding: pick(0, 1) === 1 ? 'same' : 'valid',
    }),
  AveragePooling2D: (pick) => [
    'AveragePooling2D',
    {
      name: 'l',
      pool_size: [pick(1, 2, 3), pick(1, 2, 3)],
      strides: [pick(1, 2, 3), pick(1, 2)],
      padding: pick(0, 1) === 1 ? 'same' : 'valid',
    },
  ],
  GlobalAveragePooling2D: () => globalAverage('l'),
  GlobalMaxPooling2D: () => ['GlobalMaxPooling2D', { name: 'l' }],
  BatchNormalization: () => norm('l'),
  ReLU: (pick) => relu('l', { max_value: [null, 0.5][pick(0, 1)] ?? null }),
  Rescaling: (pick) => ['Rescaling', { name: 'l', scale: 1 / 127.5, offset: pick(0, -1) }],
  ZeroPadding2D: (pick) => [
    'ZeroPadding2D',
    {
      name: 'l',
      padding: [[pick(0, 1, 3), pick(0, 2)] as const, [pick(0, 1), pick(0, 2)] as const],
    },
  ],
};

describe('a float layer, with what works on its values behind it', () => {
  it.each(Object.entries(FLOAT_LAYERS))('%s', async (_kind, layer) => {
    for (let seed = 1; seed <= 24; seed++) {
      const pick = picker(seed);
      const channels = 3 * pick(1, 2, 3, 4, 8);
      const shape = [pick(9, 10, 14), pick(9, 11, 16), channels];
      const behind: readonly LayerSpec[] = [norm('n'), relu('r', { max_value: 6 })];
      const graph = buildChain(shape, [layer(pick), ...behind.slice(0, pick(0, 1, 2))], seed);
      const { fast, reference } = await outputsOf(graph, randomImages([pick(1, 2, 5), ...shape]));
      expectClose(fast, reference);
    }
  });

  it('sums of many thousands', async () => {
    const graph = buildChain([24, 24, 13], [flatten('f'), dense('d', { units: 11 })]);
    const { fast, reference } = await outputsOf(graph, randomImages([3, 24, 24, 13]));
    expectClose(fast, reference);
  });

  it.each(['Add', 'Subtract', 'Multiply', 'Average', 'Maximum', 'Minimum', 'Concatenate'])(
    '%s of two branches',
    async (className) => {
      const specs: readonly LayerSpec[] = [
        conv('a', { filters: 5 }),
        conv('b', { filters: 5 }),
        [className, { name: 'merged' }, {}, ['a', 'b']],
        norm('n'),
      ];
      const { fast, reference } = await outputsOf(
        buildChain([7, 6, 3], specs),
        randomImages([3, 7, 6, 3]),
      );
      expectClose(fast, reference);
    },
  );

  it('a merge whose inputs stretch', async () => {
    const specs: readonly LayerSpec[] = [
      conv('a'),
      globalAverage('g', { keepdims: true }),
      activation('s', 'sigmoid'),
      ['Multiply', { name: 'm' }, {}, ['a', 's']],
    ];
    const { fast, reference } = await outputsOf(
      buildChain([7, 6, 3], specs),
      randomImages([2, 7, 6, 3]),
    );
    expectClose(fast, reference);
  });
});

const QUANTIZED_LAYERS: Readonly<Record<string, (pick: Pick, bits: number) => LayerSpec>> = {
  QuantizedConv2D: (pick, bits) =>
    quantizedConv('l', bits, {
      kernel_size: [pick(1, 3, 5), pick(1, 2, 3)],
      strides: [pick(1, 2), pick(1, 2)],
      filters: pick(1, 4, 9, 16),
      padding: pick(0, 1) === 1 ? 'same' : 'valid',
    }),
  QuantizedSeparableConv2D: (pick, bits) =>
    quantizedSeparable('l', bits, { kernel_size: [3, pick(1, 3)], filters: pick(1, 5, 8, 12) }),
  QuantizedDense: (pick, bits) => quantizedDense('l', bits, { units: pick(1, 6, 10, 24) }),
};

/** What comes behind: the activation at once (float32 sums with a guard), or something else first (float64 sums). */
const TAILS: readonly (readonly LayerSpec[])[] = [
  [quantizedRelu('q', 4)],
  [norm('n'), quantizedRelu('q', 2)],
  [maxPool('p'), quantizedRelu('q', 4)],
  [quantizedRelu('q', 1, 0.25), quantizedDense('head', 4)],
  [['ActivationDiscreteRelu', { name: 'd', bitwidth: 2 }]],
  [],
];

describe('a quantized layer gives the bits of the reference', () => {
  it.each(Object.entries(QUANTIZED_LAYERS))('%s', async (_kind, layer) => {
    for (let seed = 1; seed <= 24; seed++) {
      const pick = picker(seed);
      const shape = [pick(6, 9), pick(5, 8), pick(1, 3, 8, 10)];
      const bits = pick(2, 4, 8);
      const tail = TAILS[seed % TAILS.length] ?? [];
      const graph = buildChain(
        shape,
        [quantizedRelu('in', 4, 1), layer(pick, bits), ...tail],
        seed,
      );
      const { fast, reference } = await outputsOf(graph, randomImages([4, ...shape]));
      expect(fast).toEqual(reference);
    }
  });

  it('where every sum lies on the edge of a level', async () => {
    // Weights 0.1 and inputs 0 or 1: sums are multiples of 0.1, as are the edges of the levels, and float32 rounds each its own way.
    const kernel = Array.from({ length: 3 * 3 * 8 * 4 }, () => 0.1);
    const specs: readonly LayerSpec[] = [
      quantizedRelu('in', 1, 1),
      ['QuantizedConv2D', quantizedConv('c', 4, { use_bias: false })[1], { kernel }],
      quantizedRelu('q', 4, 3),
    ];
    const graph = buildChain([9, 9, 8], specs);
    const { fast, reference } = await outputsOf(graph, randomImages([8, 9, 9, 8]));
    expect(fast).toEqual(reference);
  });
});

const mixed = buildChain(
  [10, 9, 3],
  [
    conv('c0', { filters: 6 }),
    norm('n0'),
    relu('r0', { max_value: 6 }),
    separable('s1', { filters: 9 }),
    maxPool('p1'),
    norm('n1'),
    relu('r1'),
    flatten('f'),
    dense('d'),
    activation('softmax', 'softmax'),
  ],
);
const quantized = buildChain(
  [10, 9, 3],
  [
    quantizedConv('c0', 4),
    quantizedRelu('q0', 4),
    quantizedSeparable('s1', 4),
    quantizedRelu('q1', 2),
  ],
);

describe.each([
  ['float', mixed],
  ['quantized', quantized],
])('a %s model', (_kind, graph) => {
  const images = randomImages([13, 10, 9, 3]);

  it('gives the same bits in batches of any size, and when run again', async () => {
    const runner = createRunner(graph);
    const whole = await runner.run(images);
    for (const batchSize of [1, 2, 3, 5, 13, 100, 13]) {
      expect(await runner.run(images, { batchSize })).toEqual(whole);
    }
  });

  it('gives the same bits whichever layers are kept', async () => {
    const { outputs, layers } = await runGraph(graph, images, { keep: 'all' });
    expect(outputs).toEqual((await runGraph(graph, images)).outputs);
    for (const name of layers.keys()) {
      const one = await runGraph(graph, images, { keep: [name] });
      expect([...one.layers]).toEqual([[name, layers.get(name)]]);
    }
  });

  it('hands out outputs that a later run leaves alone', async () => {
    const runner = createRunner(graph);
    const { outputs } = await runner.run(images, { keep: 'all' });
    const copy = outputs.map(({ data }) => data.slice());
    await runner.run(randomImages([13, 10, 9, 3], 8));
    expect(outputs.map(({ data }) => data)).toEqual(copy);
  });

  it('treats NaN, infinities and -0 as the reference does', async () => {
    const odd = tensor(images.data.slice(), images.shape);
    [NaN, Infinity, -Infinity, -0, 3e38, 1e-42].forEach((value, i) => {
      odd.data.fill(value, i * 270 + 40, i * 270 + 44);
    });
    const { fast, reference } = await outputsOf(graph, odd);
    if (graph === quantized) expect(fast).toEqual(reference);
    const kinds = ({ data }: Tensor) => [...data].map((x) => (Number.isFinite(x) ? 0 : x));
    expect(kinds(fast)).toEqual(kinds(reference));
  });

  it('frees what a cancelled run held', async () => {
    const runner = createRunner(graph);
    const controller = new AbortController();
    const onProgress = () => {
      controller.abort();
    };
    const whole = await runner.run(images);
    const cancelled = runner.run(images, { signal: controller.signal, onProgress });
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(await runner.run(images)).toEqual(whole);
  });
});

it('takes inputs of any size where the shape is open', async () => {
  const graph = buildChain([null, null, 3] as unknown as number[], [
    conv('c', { filters: 5 }),
    globalAverage('g'),
    dense('d'),
  ]);
  const runner = createRunner(graph);
  for (const size of [5, 12, 7]) {
    const images = randomImages([2, size, size + 1, 3]);
    const { outputs } = await runner.run(images);
    const reference = await runGraph(graph, images, { engine: 'reference' });
    expectClose(outputs[0] as Tensor, reference.outputs[0] as Tensor);
  }
});

describe('without WebAssembly SIMD', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.resetModules();
  });

  it('everything runs on the reference', async () => {
    vi.resetModules();
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    const { runGraph: run } = await import('../runner.ts');
    const images = randomImages([3, 10, 9, 3]);
    const { outputs } = await run(mixed, images);
    expect(outputs).toEqual((await runGraph(mixed, images, { engine: 'reference' })).outputs);
  });
});
