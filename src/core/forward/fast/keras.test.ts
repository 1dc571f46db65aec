import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../ir/json.ts';
import type { LayerNode, ModelGraph } from '../../ir/graph.ts';
import { parseConfig } from '../../layers/define.ts';
import { layerDefinition } from '../../layers/index.ts';
import { tensor, type Tensor } from '../../tensor/tensor.ts';
import { runGraph } from '../runner.ts';

/** What Keras computed for each kind of layer: the same files and the same tolerance as for the reference (`testing/layerTester.ts`). */
const FIXTURES = new URL('../../layers/fixtures/', import.meta.url);
const FLOAT32_ORDER_TOLERANCE = 2e-6;

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Case {
  readonly className: string;
  readonly config: JsonObject;
  readonly inputs: readonly Numbers[];
  readonly weights: Readonly<Record<string, Numbers>>;
  readonly output: Numbers;
}

const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.json'));

it('there is a file for each kind', () => {
  expect(files.length).toBeGreaterThan(50);
});

it.each(files)('%s: the kernels give what Keras gives', async (file) => {
  const cases = JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')) as readonly Case[];
  for (const entry of cases) {
    const { graph, inputs } = modelOf(entry);
    const { outputs } = await runGraph(graph, inputs);
    const [output] = outputs;
    expect(output?.shape).toEqual(entry.output.shape);
    const largest = Math.max(1, ...entry.output.data.map(Math.abs));
    const worst = entry.output.data.map((value, i) => Math.abs(value - (output?.data[i] ?? NaN)));
    expect(Math.max(0, ...worst) / largest).toBeLessThanOrEqual(FLOAT32_ORDER_TOLERANCE);
  }
});

/** A model of one layer, with an input of an open batch for each of its inputs. */
function modelOf(entry: Case): {
  readonly graph: ModelGraph;
  readonly inputs: Record<string, Tensor>;
} {
  const inputs: Record<string, Tensor> = {};
  const feeds = entry.inputs.map(({ shape, data }, i): LayerNode => {
    const name = `input_${i}`;
    inputs[name] = tensor(Float32Array.from(data), shape);
    const serialized = { batch_input_shape: [null, ...shape.slice(1)] };
    return nodeOf('InputLayer', name, serialized, [[]]);
  });
  const refs = feeds.map(({ name }) => ({ layer: name, call: 0, output: 0 }));
  const weights = Object.fromEntries(
    Object.entries(entry.weights).map(([name, { shape, data }]) => [
      name,
      tensor(Float32Array.from(data), shape),
    ]),
  );
  const layer = { ...nodeOf(entry.className, 'layer', entry.config, [refs]), weights };
  const graph = {
    name: 'one',
    layers: [...feeds, layer],
    inputs: refs,
    outputs: [{ layer: 'layer', call: 0, output: 0 }],
  };
  return { graph, inputs };
}

function nodeOf(
  className: string,
  name: string,
  serialized: JsonObject,
  calls: LayerNode['calls'],
): LayerNode {
  const config = parseConfig(layerDefinition(className)?.params ?? {}, serialized);
  return { name, className, config, serialized, weights: {}, calls, scope: [] };
}
