import { isJsonObject, type Json } from '../ir/json.ts';

/** A configuration value the file holds that does not fit its parameter. The reader adds file and layer. */
export class ParamError extends Error {
  override readonly name = 'ParamError';
  readonly expected: string;
  readonly received: string;

  constructor(expected: string, received: unknown) {
    const found = received === undefined ? 'nothing' : JSON.stringify(received);
    super(`expected ${expected}, received ${found}`);
    this.expected = expected;
    this.received = found;
  }
}

/** One configuration entry of a layer: its key on disk, its meaning, and how to read and write it. */
export interface Param<T> {
  readonly key: string;
  /** Other spellings of the key, by other versions of Keras. */
  readonly aliases?: readonly string[];
  readonly doc: string;
  /** Used when the key is absent; without it the key is required. */
  readonly default?: T;
  /** @throws ParamError when the value does not fit */
  readonly parse: (value: Json) => T;
  readonly serialize: (value: T) => Json;
}

/** A layer's parameters by their camelCase name. */
// Each parameter has its own value type; `never` in serialize's argument position is what lets one table hold them all.
export type ParamTable = Readonly<
  Record<string, Omit<Param<unknown>, 'serialize'> & { readonly serialize: (value: never) => Json }>
>;

/** The configuration type that a parameter table describes. */
export type ConfigOf<P extends ParamTable> = {
  readonly [K in keyof P]: ReturnType<P[K]['parse']>;
};

function param<T>(
  key: string,
  doc: string,
  parse: (value: Json) => T,
  fallback: T | undefined,
  serialize: (value: T) => Json = (value) => value as Json,
): Param<T> {
  return fallback === undefined
    ? { key, doc, parse, serialize }
    : { key, doc, parse, serialize, default: fallback };
}

/** An integer of at least `min` (default 1). */
export function int(key: string, doc: string, fallback?: number, min = 1): Param<number> {
  return param(key, doc, (value) => parseInteger(value, min), fallback);
}

export function float(key: string, doc: string, fallback?: number): Param<number> {
  return param(key, doc, parseFloatNumber, fallback);
}

/** A number or null (None in Python). */
export function nullableFloat(
  key: string,
  doc: string,
  fallback: number | null,
): Param<number | null> {
  return param(key, doc, (value) => (value === null ? null : parseFloatNumber(value)), fallback);
}

/** The same parameter, also read under the key of another Keras version. */
export function withAlias<T>(entry: Param<T>, ...aliases: readonly string[]): Param<T> {
  return { ...entry, aliases };
}

/** A number, or one per channel; Keras 3 may wrap the list as a serialized NumPy array. */
export function numberOrList(
  key: string,
  doc: string,
  fallback?: number,
): Param<number | readonly number[]> {
  return param<number | readonly number[]>(
    key,
    doc,
    (value) => {
      const wrapped = isJsonObject(value) ? value['config'] : undefined;
      const plain = isJsonObject(wrapped) ? (wrapped['value'] ?? null) : value;
      return Array.isArray(plain)
        ? (plain as readonly Json[]).map(parseFloatNumber)
        : parseFloatNumber(plain);
    },
    fallback,
    (value) => (typeof value === 'number' ? value : [...value]),
  );
}

/** Two pairs (top, bottom) and (left, right); one integer counts for all four, two for height and width. */
export function sides(key: string, doc: string, fallback?: Sides): Param<Sides> {
  return param<Sides>(key, doc, parseSides, fallback, ([[top, bottom], [left, right]]) => [
    [top, bottom],
    [left, right],
  ]);
}

/** Cells at ((top, bottom), (left, right)). */
export type Sides = readonly [readonly [number, number], readonly [number, number]];

/** True or false; 0 and 1 are what Python takes for them. */
export function bool(key: string, doc: string, fallback?: boolean): Param<boolean> {
  return param(
    key,
    doc,
    (value) => {
      if (typeof value === 'boolean') return value;
      if (value === 0 || value === 1) return value === 1;
      throw new ParamError('true or false', value);
    },
    fallback,
  );
}

export function text(key: string, doc: string, fallback?: string): Param<string> {
  return param(
    key,
    doc,
    (value) => {
      if (typeof value === 'string') return value;
      throw new ParamError('a string', value);
    },
    fallback,
  );
}

/** One of some words, all of them lower-case; Keras reads them in any case. */
export function oneOf<const T extends string>(
  key: string,
  doc: string,
  values: readonly T[],
  fallback?: T,
): Param<T> {
  return param(
    key,
    doc,
    (value) => {
      const lower = typeof value === 'string' ? value.toLowerCase() : value;
      const found = values.find((candidate) => candidate === lower);
      if (found !== undefined) return found;
      throw new ParamError(values.map((v) => `"${v}"`).join(' or '), value);
    },
    fallback,
  );
}

/** Two integers, or one that counts twice: kernel sizes, strides, pools, dilations. */
export function pair(
  key: string,
  doc: string,
  fallback?: readonly [number, number],
): Param<readonly [number, number]> {
  return param(
    key,
    doc,
    (value) => parsePair(value),
    fallback,
    ([a, b]) => [a, b],
  );
}

/** As `pair`, but null is allowed (MaxPooling2D's strides default to its pool size). */
export function nullablePair(key: string, doc: string): Param<readonly [number, number] | null> {
  return param<readonly [number, number] | null>(
    key,
    doc,
    (value) => (value === null ? null : parsePair(value)),
    null,
    (value) => (value === null ? null : [value[0], value[1]]),
  );
}

/** One integer or a list of them, kept as a list (BatchNormalization's axis). */
export function intList(
  key: string,
  doc: string,
  fallback?: readonly number[],
): Param<readonly number[]> {
  return param(
    key,
    doc,
    (value) => {
      const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
      return list.map((item) => parseInteger(item, -Infinity));
    },
    fallback,
    (value) => [...value],
  );
}

/** As `intList`, but one integer is written back as a plain number (Softmax's axis). */
export function intOrList(
  key: string,
  doc: string,
  fallback?: readonly number[],
): Param<readonly number[]> {
  const list = intList(key, doc, fallback);
  return {
    ...list,
    serialize: (value) => (value.length === 1 ? (value[0] ?? null) : [...value]),
  };
}

/** The name of an activation: a string, a Keras 3 object with one, or null for 'linear'. */
export function activationName(key: string, doc: string): Param<string> {
  return param(
    key,
    doc,
    (value) => {
      if (value === null) return 'linear';
      if (typeof value === 'string') return value;
      if (isJsonObject(value)) {
        const name = value['class_name'] ?? value['config'];
        if (typeof value['config'] === 'string') return value['config'];
        if (typeof name === 'string') return name;
      }
      throw new ParamError('the name of an activation', value);
    },
    'linear',
  );
}

/** Builds a parameter of a type of its own (a quantizer, a shape). */
export function custom<T>(
  key: string,
  doc: string,
  parse: (value: Json) => T,
  serialize: (value: T) => Json,
  fallback?: T,
): Param<T> {
  return param(key, doc, parse, fallback, serialize);
}

function parseInteger(value: Json, min: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min) return value;
  throw new ParamError(min === -Infinity ? 'an integer' : `an integer of at least ${min}`, value);
}

function parseFloatNumber(value: Json): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new ParamError('a number', value);
}

function parsePair(value: Json, min = 1): readonly [number, number] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value, value];
  const [a, b] = list;
  if (list.length !== 2 || a === undefined || b === undefined) {
    throw new ParamError(`two integers of at least ${min}`, value);
  }
  return [parseInteger(a, min), parseInteger(b, min)];
}

function parseSides(value: Json): Sides {
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value, value];
  const [a, b] = list;
  if (list.length !== 2 || a === undefined || b === undefined) {
    throw new ParamError('((top, bottom), (left, right))', value);
  }
  return [parsePair(a, 0), parsePair(b, 0)];
}
