import { fail } from '../errors/diagnostic.ts';
import type { FlatLayer } from './flattenModel.ts';
import type { LayerConfig } from './modelConfig.ts';
import type { LayerNode } from '../ir/graph.ts';
import type { WeightSpec } from '../layers/define.ts';
import { layerDefinition } from '../layers/index.ts';
import { ParamError } from '../layers/params.ts';
import type { Shape } from '../tensor/tensor.ts';

/** One stored weight: its header at once, its values on demand. */
export interface WeightEntry {
  /** Keras short name (`kernel`), or a running number where the file has no names. */
  readonly name: string;
  /** Path inside the file. */
  readonly path: string;
  readonly shape: readonly number[];
  /** Float32 values in C order, as many as the shape holds. */
  readonly read: () => Float32Array;
}

/** The weights of each layer, under the layer's configuration object, in the order of the file. */
export type LayerWeights = ReadonlyMap<LayerConfig, readonly WeightEntry[]>;

/** A weight under the name that its variable had in Keras, such as `features/conv2d/kernel:0`. */
export type NamedWeight = Omit<WeightEntry, 'name'> & { readonly variable: string };

/**
 * Shares a list of variables out among the layers that own them, by the layer names inside the variables' names:
 * the last part that is a layer's name tells the layer, what follows it the weight.
 * @param model  name of the model that holds the layers, for errors
 * @throws StudioError keras/unassigned-weights for a variable that names none of the layers, or one of several alike
 */
export function assignWeights(
  layers: readonly FlatLayer[],
  weights: readonly NamedWeight[],
  model: string,
  file: string,
): Map<LayerConfig, WeightEntry[]> {
  const assigned = new Map<LayerConfig, WeightEntry[]>();
  const strays: string[] = [];
  for (const weight of weights) {
    const owner = ownerOf(layers, weight.variable);
    if (owner) {
      const entry = { ...weight, name: nameBehind(owner.name, weight.variable) };
      assigned.set(owner, [...(assigned.get(owner) ?? []), entry]);
    } else strays.push(weight.variable);
  }
  if (strays.length > 0) fail('keras/unassigned-weights', { file, layer: model }, model, strays);
  return assigned;
}

/** The weights of one layer that has the list to itself, whatever its variables are called. */
export function namedWeights(
  layer: LayerConfig,
  weights: readonly NamedWeight[],
): readonly WeightEntry[] {
  const entries = weights.map((weight) => ({
    ...weight,
    name: nameBehind(layer.name, weight.variable),
  }));
  const distinct = new Set(entries.map(({ name }) => name)).size === entries.length;
  return distinct ? entries : weights.map((weight) => ({ ...weight, name: weight.variable }));
}

/** The layer whose name ends last in a path; of two that end there, the longer name: names may hold slashes. */
function ownerOf(layers: readonly FlatLayer[], variable: string): LayerConfig | undefined {
  let best: FlatLayer[] = [];
  let [bestEnd, bestLength] = [-1, 0];
  for (const candidate of layers) {
    const { length } = candidate.layer.name;
    const at = placeOf(candidate.layer.name, variable);
    const end = at + length;
    if (at < 0 || end < bestEnd || (end === bestEnd && length < bestLength)) continue;
    best = end === bestEnd && length === bestLength ? [...best, candidate] : [candidate];
    [bestEnd, bestLength] = [end, length];
  }
  const scoped = best.filter(({ scope }) => scope.every((name) => placeOf(name, variable) >= 0));
  const owners = best.length > 1 ? scoped : best;
  return owners.length === 1 ? owners[0]?.layer : undefined;
}

/** Where a variable's path last holds a layer's name as whole parts; -1 when it does not. */
function placeOf(layer: string, variable: string): number {
  return `/${variable}`.lastIndexOf(`/${layer}/`);
}

/** What follows the layer's name in a variable's path, or its last part; TensorFlow's output number `:0` goes. */
function nameBehind(layer: string, variable: string): string {
  const at = placeOf(layer, variable);
  const rest =
    at < 0 ? variable.slice(variable.lastIndexOf('/') + 1) : variable.slice(at + layer.length + 1);
  return rest.replace(/:\d+$/, '');
}

/** The weights a layer must have. */
export interface ExpectedWeights {
  /** In the order of Keras' variables, trainable ones first. */
  readonly specs: readonly WeightSpec[];
  /** False behind a layer we do not know: then only the names count, not the shapes. */
  readonly shapesKnown: boolean;
}

/** Stand-ins for an input of unknown shape: the names of weights do not depend on it. */
const STAND_INS: readonly Shape[] = [
  [null, 8, 8, 8],
  [null, 8],
  [null, 8, 8],
];

/**
 * The weights that a layer of this configuration has on these inputs; null for layers of unknown type.
 * @throws ParamError when the inputs do not fit the layer
 */
export function expectedWeights(
  node: LayerNode,
  inputs: readonly (Shape | undefined)[],
): ExpectedWeights | null {
  const definition = layerDefinition(node.className);
  if (!definition) return null;
  if (!definition.weights) return { specs: [], shapesKnown: true };
  if (!inputs.includes(undefined)) {
    return {
      specs: definition.weights(node.config, inputs as readonly Shape[]),
      shapesKnown: true,
    };
  }
  for (const input of STAND_INS) {
    try {
      return { specs: definition.weights(node.config, [input]), shapesKnown: false };
    } catch (error) {
      if (!(error instanceof ParamError)) throw error;
    }
  }
  return { specs: [], shapesKnown: false };
}
