import { beforeAll, describe, expect, it } from 'vitest';
import { convertModel } from '../convert/convertModel.ts';
import { readNpy } from '../data/readNpy.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { readModel } from '../keras/readModel.ts';
import { outputShapes } from '../analysis/outputShapes.ts';
import { isLayer, type NodeOf } from '../layers/define.ts';
import { isNeural } from '../layers/layerGroups.ts';
import { quantizemlGrid, quantizemlRelu, RESCALING_RATE } from '../layers/quantizemlRelu.ts';
import { buildChain, type LayerSpec } from '../testing/buildChain.ts';
import { seededRandom } from '../testing/random.ts';
import { simulate } from '../simulate/simulator.ts';
import { expectSameArray } from '../testing/exact.ts';
import { modernFile, modernModels } from '../testing/modernFiles.ts';
import { sizeOf, tensor } from '../tensor/tensor.ts';
import { applyGradients, initialState } from './optimizers/define.ts';
import { adam } from './optimizers/adam.ts';
import { prepareBackend } from './prepareBackend.ts';
import { createTrainingGraph, type TrainingGraph } from './trainingGraph.ts';

beforeAll(() => prepareBackend('wasm'));

async function open(name: string): Promise<ModelGraph> {
  const loaded = await readModel([{ name: `${name}.h5`, bytes: modernFile(name) }]);
  if (loaded.kind !== 'keras') throw new Error('a Keras model');
  return loaded.graph;
}

function imagesOf(name: string) {
  const { data, shape } = readNpy(modernFile(`${name}/inputs.npy`), 'inputs.npy');
  return tensor(data instanceof Float32Array ? data : new Uint8Array(data), shape);
}

/** What training computes for the images, against the integers of the network that the model converts to. */
async function expectNetwork(training: TrainingGraph, name: string): Promise<void> {
  const images = imagesOf(name);
  const run = training.inference();
  const logits = await run.logits(images);
  run.dispose();
  const { predict, layers } = await simulate(convertModel(training.toGraph()), images);
  expectSameArray(logits, Float32Array.from((predict ?? layers.at(-1)?.output)?.data ?? []), name);
}

describe.each(modernModels())('%s', (name) => {
  it('trains on the integers of the network that it converts to', async () => {
    const graph = await open(`${name}/quantized.h5`);
    const training = createTrainingGraph(graph, { mode: 'chip' });
    await expectNetwork(training, name);
    const images = imagesOf(name);
    if (name === 'ends_conv') {
      const step = training.step({ images, labels: new Int32Array(3) }, { seed: 1 });
      await expect(step).rejects.toThrow('qat/map-output');
      return;
    }
    const labels = Int32Array.from({ length: images.shape[0] ?? 0 }, (_, i) => i % 3);
    const state = initialState(adam);
    for (let seed = 1; seed <= 3; seed++) {
      const { gradients } = await training.step({ images, labels }, { seed });
      expect([...gradients.keys()]).toHaveLength(training.parameters.length);
      applyGradients(gradients, { optimizer: adam, state, learningRate: 0.02 });
    }
    await expectNetwork(training, name);
  });
});

/** The same function in cnn2snn's layers: what a ReLU multiplies by goes into the kernel and the bias before it. */
function asToolkit(graph: ModelGraph): {
  readonly graph: ModelGraph;
  readonly rates: Map<string, number>;
} {
  const rates = new Map<string, number>();
  const nodes = graph.layers.filter(
    ({ className }) => !/InputLayer|InputQuantizer|Dequantizer/.test(className),
  );
  const specs = nodes.map((node, i): LayerSpec => {
    const { name, config, weights, serialized } = node;
    const plain = node.className.replace('Custom>', '');
    if (plain === 'QuantizedReLU') {
      const { bits, maxValue } = quantizemlGrid(node as NodeOf<typeof quantizemlRelu>);
      return [plain, { name, bitwidth: bits, max_value: maxValue }];
    }
    const { quantizer, padding } = config as { quantizer?: { bits: number }; padding?: string };
    if (!quantizer) return [plain.replace('Quantized', ''), serialized];
    const relu = nodes
      .slice(i + 1)
      .find((other) => isLayer(other, quantizemlRelu) || isNeural(other));
    const rate = relu?.weights[RESCALING_RATE]?.data[0] ?? 1;
    rates.set(name, rate);
    const values = Object.entries(weights).map(([weight, { data }]) => {
      return [weight, [...data].map((v) => (weight === 'depthwise_kernel' ? v : v * rate))];
    });
    const named = (className: string) => ({
      class_name: className,
      config: { bitwidth: quantizer.bits },
    });
    const quantizers = {
      quantizer: named('MaxPerAxisQuantizer'),
      quantizer_dw: named('MaxQuantizer'),
    };
    const geometry = padding === undefined ? {} : { padding };
    return [plain, { ...serialized, ...geometry, ...quantizers }, Object.fromEntries(values)];
  });
  const [, ...shape] = outputShapes(graph).output('input') ?? [];
  return { graph: buildChain(shape as number[], specs), rates };
}

it.each(['deep', 'pool_3_2', 'gap_head', 'dense_chain'])(
  '%s: gradients point where those of the same model of the toolkit point',
  async (name) => {
    const theirs = await open(`${name}/quantized.h5`);
    const { graph, rates } = asToolkit(theirs);
    const random = seededRandom(5);
    const shape = [24, ...imagesOf(name).shape.slice(1)];
    const images = tensor(
      Uint8Array.from({ length: sizeOf(shape) }, () => Math.floor(random() * 256)),
      shape,
    );
    const batch = { images, labels: Int32Array.from({ length: 24 }, (_, i) => i % 3) };
    const gradientsOf = async (model: ModelGraph) => {
      const { gradients } = await createTrainingGraph(model, { mode: 'chip' }).step(batch, {
        seed: 1,
      });
      return new Map([...gradients].map(([{ key }, values]) => [key, values]));
    };
    const [ours, expected] = [await gradientsOf(theirs), await gradientsOf(graph)];
    expect([...ours.keys()]).toEqual([...expected.keys()]);
    for (const [key, values] of ours) {
      const [layer = '', weight] = key.split('/');
      const rate = weight === 'depthwise_kernel' ? 1 : (rates.get(layer) ?? 1);
      const other = (expected.get(key) ?? new Float32Array()).map((v) => v * rate);
      const dot = (a: Float32Array, b: Float32Array) =>
        a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
      // Both round each step of a chip of 4 fractional bits in ways of their own: some activations differ by a level.
      expect(
        dot(values, other) / Math.sqrt(dot(values, values) * dot(other, other)),
        key,
      ).toBeGreaterThan(0.9);
      expect(Math.sqrt(dot(values, values) / dot(other, other)), key).toBeCloseTo(1, 0);
    }
  },
);

it('toolkit mode refuses a model of QuantizeML by name', async () => {
  const graph = await open('given/q_v1.h5');
  try {
    createTrainingGraph(graph, { mode: 'toolkit' });
    expect.unreachable();
  } catch (error) {
    if (!isStudioError(error)) throw error;
    expect(error.diagnostics).toMatchObject([
      { code: 'qat/quantizeml-model', where: { layer: 'c0' } },
    ]);
  }
});
