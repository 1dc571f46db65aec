import { fail } from '../errors/diagnostic.ts';
import type { FlatLayer } from './flattenModel.ts';
import type { LayerConfig } from './modelConfig.ts';
import type { WeightEntry } from './weightEntry.ts';

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
