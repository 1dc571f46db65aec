import type { LayerNode, ModelGraph } from '../../../src/core/ir/graph.ts';
import { isJsonObject, type Json } from '../../../src/core/ir/json.ts';
import { layerDefinition } from '../../../src/core/layers/index.ts';
import type { ParamTable } from '../../../src/core/layers/params.ts';

/**
 * The layers of a model, one a line, as Keras would be told them; arguments at their default are left out, and so is an input that is the
 * line above.
 * @example `conv  Conv2D(filters=4, kernel_size=(3, 3), padding="same")`
 */
export function graphLines(graph: ModelGraph): readonly string[] {
  const width = Math.max(...graph.layers.map(({ name }) => name.length));
  return graph.layers.map((node, i) => {
    const inputs = node.calls
      .map((refs) => refs.map(({ layer }) => layer).join(', '))
      .join(' and ');
    // What reads the layer above it needs no word.
    const isNext = inputs === '' || inputs === graph.layers[i - 1]?.name;
    const from = isNext ? '' : `  <- ${inputs}`;
    return `${node.name.padEnd(width)}  ${node.className}(${argumentsOf(node).join(', ')})${from}`;
  });
}

/** What stands between the brackets. Layers that we do not know show what the file holds. */
function argumentsOf(node: LayerNode): readonly string[] {
  const table = layerDefinition(node.className)?.params as ParamTable | undefined;
  if (!table) {
    const rest = Object.entries(node.serialized).filter(([key]) => key !== 'name');
    return rest.map(([key, value]) => `${key}=${pythonText(value ?? null)}`);
  }
  const config = node.config as Readonly<Record<string, unknown>>;
  return Object.entries(table).flatMap(([name, { key, default: fallback, serialize }]) => {
    const value = config[name];
    if (value === undefined) return [];
    const text = pythonText(serialize(value as never));
    const isDefault = fallback !== undefined && pythonText(serialize(fallback as never)) === text;
    return isDefault ? [] : [`${key}=${text}`];
  });
}

/** A JSON value as Python spells it; a quantizer as its call. */
export function pythonText(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (Array.isArray(value)) return `(${(value as readonly Json[]).map(pythonText).join(', ')})`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const config = value['config'];
  const bits = isJsonObject(config) ? config['bitwidth'] : undefined;
  const name = value['class_name'];
  return typeof name === 'string' && typeof bits === 'number'
    ? `${name}(bits=${bits})`
    : JSON.stringify(value);
}

/** Two models line by line, as a diff: what goes has a minus, what comes a plus. */
export function diffLines(before: ModelGraph, after: ModelGraph): readonly string[] {
  const [old, now] = [graphLines(before), graphLines(after)].map((lines) =>
    // One width on both sides, or every line would differ where a longer name comes in.
    lines.map((line) => line.replace(/^(\S+)\s+/, (_, name: string) => `${name.padEnd(12)}  `)),
  ) as [string[], string[]];
  const result: string[] = [];
  let at = 0;
  for (const [i, line] of old.entries()) {
    // A line stays where it comes again later; greedy is enough for a chain of layers.
    const next = now.indexOf(line, at);
    const crosses = next >= 0 && now.slice(at, next).some((added) => old.indexOf(added, i) >= 0);
    if (next < 0 || crosses) {
      result.push(`- ${line}`);
      continue;
    }
    result.push(...now.slice(at, next).map((added) => `+ ${added}`), `  ${line}`);
    at = next + 1;
  }
  return [...result, ...now.slice(at).map((added) => `+ ${added}`)];
}
