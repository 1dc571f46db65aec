import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

import { isStudioError } from '../errors/diagnostic.ts';
import type { ModelGraph } from '../ir/graph.ts';
import type { Json } from '../ir/json.ts';
import { readModel, type ModelFile } from '../keras/readModel.ts';
import { damaged, damagedJson } from './damage.ts';
import { seededRandom } from './random.ts';

const field = fileURLToPath(new URL('../../fixtures/field', import.meta.url));

/** Bytes of a file that real users had, by its path inside `src/fixtures/field`. */
export function fieldFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(`${field}/${path}`));
}

/** All files of a folder there, with their paths inside it. */
export function fieldFolder(path: string): readonly ModelFile[] {
  return filesUnder(`${field}/${path}`);
}

/** All files under a folder, with their paths inside it, sorted. */
export function filesUnder(folder: string): readonly ModelFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort()
    .map((path) => ({
      name: relative(folder, path).replaceAll('\\', '/'),
      bytes: new Uint8Array(readFileSync(path)),
    }));
}

/** The graph of a Keras model that must open. */
export async function graphOf(...files: readonly ModelFile[]): Promise<ModelGraph> {
  const model = await readModel(files);
  if (model.kind !== 'keras') throw new Error('no Keras model');
  return model.graph;
}

/** Values of one weight; empty where the layer has none of that name. */
export function weightIn(graph: ModelGraph, layer: string, name: string): readonly number[] {
  const found = graph.layers.find((node) => node.name === layer)?.weights[name];
  return [...(found?.data ?? [])];
}

/** The code of the error with which a model is refused. */
export async function refusal(...files: readonly ModelFile[]): Promise<string> {
  try {
    await readModel(files);
  } catch (error) {
    if (isStudioError(error)) return error.diagnostics[0]?.code ?? 'no diagnostic';
    throw error;
  }
  return 'read';
}

/** Ways to damage a file, all from one seed. */
export interface Damage {
  readonly random: () => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** One bit, byte, field or the end of the file. */
  readonly bytes: (bytes: Uint8Array) => Uint8Array;
  /** Three fields within the first 14 kB, where HDF5 keeps its structure. */
  readonly structure: (bytes: Uint8Array) => Uint8Array;
  readonly json: (json: Json) => Json;
}

const LIMIT_MS = 2000;
const LIMIT_BYTES = 1e9;

/**
 * Damages a model again and again: each time it must end with a model or a StudioError, in time and memory.
 * @param mutate  gives the files of the damaged model
 * @returns the codes that were seen, 'read' among them
 */
export async function damagedOutcomes(
  count: number,
  mutate: (damage: Damage) => readonly ModelFile[],
): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (let seed = 0; seed < count; seed++) {
    const files = mutate(damageOf(seededRandom(seed)));
    const start = performance.now();
    try {
      seen.add(await refusal(...files));
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
    expect(performance.now() - start, `seed ${seed}`).toBeLessThan(LIMIT_MS);
  }
  expect(process.memoryUsage().rss).toBeLessThan(LIMIT_BYTES);
  return seen;
}

function damageOf(random: () => number): Damage {
  return {
    random,
    pick: (list) => {
      const item = list[Math.floor(random() * list.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    bytes: (bytes) => damaged(bytes, random),
    structure: (bytes) => damagedStructure(bytes, random),
    json: (json) => damagedJson(json, random),
  };
}

function damagedStructure(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  const place = () => Math.floor((random() * Math.min(copy.length - 8, 14_000)) / 8) * 8;
  for (let n = 0; n < 3; n++) {
    const at = place();
    if (random() < 0.5) view.setBigUint64(at, view.getBigUint64(place()), false);
    else view.setUint32(at, Math.floor(random() * 2 ** 32), true);
  }
  return copy;
}
