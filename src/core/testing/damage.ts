import { isStudioError } from '../errors/diagnostic.ts';
import { isJsonObject, type Json } from '../ir/json.ts';

export { seededRandom } from './random.ts';

/** One damaged copy: a flipped bit, a cut end, a random byte, or four bytes as a length field gone wrong. */
export function damaged(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = bytes.slice();
  const at = Math.floor(random() * copy.length);
  switch (Math.floor(random() * 4)) {
    case 0:
      copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      return copy;
    case 1:
      return copy.subarray(0, at);
    case 2:
      copy[at] = Math.floor(random() * 256);
      return copy;
    default:
      copy.fill(random() < 0.5 ? 0xff : Math.floor(random() * 256), at, at + 4);
      return copy;
  }
}

/** What reading did: a result, or the codes of the StudioError; any other exception goes on. */
export function outcomeOf(read: () => unknown): 'read' | readonly string[] {
  try {
    read();
    return 'read';
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return error.diagnostics.map((diagnostic) => diagnostic.code);
  }
}

/** Values that damaged or hostile JSON holds where something else belongs. */
const NASTY: readonly ((random: () => number) => Json)[] = [
  () => null,
  () => -1,
  () => 1.5,
  () => 1e308,
  () => Number.MAX_SAFE_INTEGER,
  () => '',
  () => 'x'.repeat(10_000),
  () => '__proto__',
  () => [],
  () => ({}),
  () => true,
  () => [[['no such layer', 0, 0, {}]]],
  () => nested(500),
  () => JSON.parse('{"__proto__": {"class_name": "Dense"}, "constructor": 1}') as Json,
  (random) => Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 40)),
  (random) => Math.floor(random() * 300),
];

function nested(depth: number): Json {
  let value: Json = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

/**
 * A copy of JSON with one place damaged: a value replaced, removed, doubled, or swapped with one from elsewhere
 * (which makes circles of layers and layers of another class).
 */
export function damagedJson(json: Json, random: () => number): Json {
  const paths: (string | number)[][] = [];
  collectPaths(json, [], paths);
  const pick = () => paths[Math.floor(random() * paths.length)] ?? [];
  const path = pick();
  const other = valueAt(json, pick());
  const nasty = NASTY[Math.floor(random() * NASTY.length)] ?? (() => null);
  const kind = Math.floor(random() * 4);
  return changed(json, path, (value) => {
    if (kind === 0) return undefined;
    if (kind === 1) return other;
    if (kind === 2 && Array.isArray(value)) return [...(value as Json[]), ...(value as Json[])];
    return nasty(random);
  });
}

function collectPaths(
  json: Json,
  path: readonly (string | number)[],
  paths: (string | number)[][],
): void {
  if (path.length > 0) paths.push([...path]);
  const entries = Array.isArray(json)
    ? (json as Json[]).map((value, i) => [i, value] as const)
    : isJsonObject(json)
      ? Object.entries(json)
      : [];
  for (const [key, value] of entries) collectPaths(value, [...path, key], paths);
}

function valueAt(json: Json, path: readonly (string | number)[]): Json {
  let value: Json | undefined = json;
  for (const key of path) value = (value as Record<string | number, Json | undefined>)[key];
  return value ?? null;
}

/** A copy with the value at a path replaced, or left out when `change` gives undefined. */
function changed(
  json: Json,
  [key, ...rest]: readonly (string | number)[],
  change: (value: Json) => Json | undefined,
): Json {
  if (key === undefined) return json;
  const own = (value: Json) => (rest.length === 0 ? change(value) : changed(value, rest, change));
  if (Array.isArray(json)) {
    return (json as Json[]).flatMap((value, i) => {
      const next = i === key ? own(value) : value;
      return next === undefined ? [] : [next];
    });
  }
  return Object.fromEntries(
    Object.entries(json as Record<string, Json>).flatMap(([name, value]) => {
      const next = name === key ? own(value) : value;
      return next === undefined ? [] : [[name, next]];
    }),
  );
}
