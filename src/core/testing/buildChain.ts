import { graphOfChain, type LayerNode, type ModelGraph, type WeightMap } from '../ir/graph.ts';
import type { JsonObject } from '../ir/json.ts';
import { layerDefinition } from '../layers/index.ts';
import { parseConfig } from '../layers/define.ts';
import { sizeOf, tensor, type Shape } from '../tensor/tensor.ts';
import { seededRandom } from './random.ts';

/** One layer of a test model: class name, configuration as on disk (name included), weights that must be exact, and the names of its inputs where that is not the layer before it. */
export type LayerSpec = readonly [
  className: string,
  serialized: JsonObject,
  weights?: Readonly<Record<string, readonly number[]>>,
  from?: readonly string[],
];

/**
 * Builds a model with seeded random weights: a chain, but for the layers that name their inputs. Its output is the last layer.
 * @example buildChain([28, 28, 1], [['Conv2D', { name: 'c', filters: 4, kernel_size: 3 }], ['ReLU', { name: 'r' }]])
 */
export function buildChain(
  inputShape: readonly number[],
  specs: readonly LayerSpec[],
  seed = 1,
): ModelGraph {
  const random = seededRandom(seed);
  const all: LayerSpec[] = [
    ['InputLayer', { name: 'input', batch_input_shape: [null, ...inputShape] }],
    ...specs,
  ];
  const shapes = new Map<string, Shape | undefined>();
  let last: string | undefined;
  const nodes = all.map(([className, serialized, given = {}, from], i): LayerNode => {
    const definition = layerDefinition(className);
    const config = definition ? parseConfig(definition.params, serialized) : {};
    const reads = from ?? (last === undefined ? [] : [last]);
    const inputs = reads.map((name) => shapes.get(name));
    // Behind a layer we do not know no shape is known, and no weights can be made.
    const isOpen = inputs.includes(undefined);
    const known = inputs as readonly Shape[];
    const weights: Record<string, WeightMap[string]> = {};
    for (const spec of isOpen ? [] : (definition?.weights?.(config, known) ?? [])) {
      const random32 = Float32Array.from({ length: sizeOf(spec.shape) }, () =>
        spec.name === 'moving_variance' || spec.name === 'gamma' ? random() + 0.5 : random() - 0.5,
      );
      const exact = given[spec.name];
      weights[spec.name] = tensor(exact ? Float32Array.from(exact) : random32, spec.shape);
    }
    const name = typeof serialized['name'] === 'string' ? serialized['name'] : `layer_${i}`;
    shapes.set(name, isOpen ? undefined : definition?.outputShape(config, known));
    last = name;
    const calls = [reads.map((layer) => ({ layer, call: 0, output: 0 }))];
    return { name, className, config, serialized, weights, calls, scope: [] };
  });
  const chain = graphOfChain({ name: 'test' }, nodes);
  return { ...chain, layers: nodes };
}
