import { graphOfChain, type LayerNode, type ModelGraph, type WeightMap } from '../ir/graph.ts';
import type { JsonObject } from '../ir/json.ts';
import { layerDefinition } from '../layers/index.ts';
import { parseConfig } from '../layers/define.ts';
import { sizeOf, tensor, type Shape } from '../tensor/tensor.ts';
import { seededRandom } from './random.ts';

/** One layer of a test model: class name, configuration as on disk (name included), weights that must be exact. */
export type LayerSpec = readonly [
  className: string,
  serialized: JsonObject,
  weights?: Readonly<Record<string, readonly number[]>>,
];

/**
 * Builds a serial model with seeded random weights.
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
  let shape: Shape | undefined;
  const nodes = all.map(([className, serialized, given = {}], i): LayerNode => {
    const definition = layerDefinition(className);
    const config = definition ? parseConfig(definition.params, serialized) : {};
    const inputs = shape === undefined ? [] : [shape];
    const weights: Record<string, WeightMap[string]> = {};
    // Behind a layer we do not know no shape is known, and no weights can be made.
    const isOpen = shape === undefined && i > 0;
    for (const spec of isOpen ? [] : (definition?.weights?.(config, inputs) ?? [])) {
      const random32 = Float32Array.from({ length: sizeOf(spec.shape) }, () =>
        spec.name === 'moving_variance' || spec.name === 'gamma' ? random() + 0.5 : random() - 0.5,
      );
      const exact = given[spec.name];
      weights[spec.name] = tensor(exact ? Float32Array.from(exact) : random32, spec.shape);
    }
    shape = isOpen ? undefined : definition?.outputShape(config, inputs);
    const name = typeof serialized['name'] === 'string' ? serialized['name'] : `layer_${i}`;
    return { name, className, config, serialized, weights, calls: [], scope: [] };
  });
  return graphOfChain({ name: 'test' }, nodes);
}
