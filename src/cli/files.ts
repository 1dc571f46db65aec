import { randomUUID } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, resolve } from 'node:path';
import { fail, diagnostic, StudioError } from '../core/errors/diagnostic.ts';
import type { NamedFile } from '../core/data/readDataset.ts';
import { weightFilesOf } from '../core/keras/modelFile.ts';

/** Reads a file that the command line names. @throws StudioError cli/no-such-file, cli/cannot-read */
export function readInput(path: string): NamedFile {
  try {
    return { name: path, bytes: new Uint8Array(readFileSync(path)) };
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') {
      throw new StudioError([diagnostic('cli/no-such-file', { file: path }, path)], { cause });
    }
    throw new StudioError([diagnostic('cli/cannot-read', { file: path }, reasonOf(cause))], {
      cause,
    });
  }
}

/**
 * Reads the files of a model: the one named, and the weight files beside a TensorFlow.js model.json; or those of a folder
 * that is a SavedModel of Keras 2, or holds one .json and one .h5 (a design and its weights).
 * @throws StudioError cli/no-such-file, cli/cannot-read, cli/shard-outside
 */
export function readModelInput(path: string): readonly NamedFile[] {
  const parts = modelFilesIn(path);
  if (parts.length > 0) return parts.map((part) => readInput(join(path, part)));
  const model = readInput(path);
  const shards = weightFilesOf(model.bytes).map((shard) => ({
    ...readInput(shardPath(path, shard)),
    name: shard,
  }));
  return [model, ...shards];
}

/** The files of a folder that is a model as a whole; none for a file and for any other folder. */
function modelFilesIn(path: string): readonly string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  const names = readdirSync(path);
  if (names.includes('keras_metadata.pb')) {
    const variables = existsSync(join(path, 'variables'))
      ? readdirSync(join(path, 'variables'))
      : [];
    const parts = variables.filter((name) => /^variables\.(index|data-\d+-of-\d+)$/.test(name));
    return ['keras_metadata.pb', ...parts.map((name) => join('variables', name))];
  }
  const designs = names.filter((name) => name.endsWith('.json'));
  const weights = names.filter((name) => name.endsWith('.h5'));
  return designs.length === 1 && weights.length === 1 ? [...designs, ...weights] : [];
}

/** Where a weight file lies that a model.json names. @throws StudioError cli/shard-outside */
export function shardPath(model: string, shard: string): string {
  const folder = dirname(model);
  const inside = relative(folder, join(folder, shard));
  if (isAbsolute(shard) || normalize(inside).startsWith('..')) {
    fail('cli/shard-outside', { file: model, path: 'weightsManifest' }, shard);
  }
  return join(folder, shard);
}

/** A file to be written. */
export interface Output {
  readonly path: string;
  readonly bytes: Uint8Array | string;
}

/**
 * Writes results whole or not at all: each goes to a new file beside its place first; all are then moved there.
 * @param inputs paths that were read and must not be replaced, under whatever name
 * @throws StudioError cli/cannot-write, cli/would-overwrite-input, cli/same-output
 */
export function writeOutputs(outputs: readonly Output[], inputs: readonly string[]): void {
  const places = new Set<string>();
  for (const { path } of outputs) {
    checkNotInput(path, inputs);
    if (places.has(resolve(path))) fail('cli/same-output', { file: path }, path);
    places.add(resolve(path));
  }
  const staged: { readonly path: string; readonly temporary: string }[] = [];
  let path = '';
  try {
    for (const output of outputs) {
      path = output.path;
      const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
      staged.push({ path, temporary });
      writeFileSync(temporary, output.bytes, { flag: 'wx' });
    }
    for (const { path: place, temporary } of staged) {
      path = place;
      renameSync(temporary, place);
    }
  } catch (cause) {
    throw new StudioError([diagnostic('cli/cannot-write', { file: path }, reasonOf(cause))], {
      cause,
    });
  } finally {
    for (const { temporary } of staged) rmSync(temporary, { force: true });
  }
}

/** Refuses a path that is one of the inputs. Called before long work too, so that nobody waits for a refusal. */
export function checkNotInput(path: string, inputs: readonly string[]): void {
  const place = identityOf(path);
  const input = inputs.find((name) => place !== null && identityOf(name) === place);
  if (input !== undefined) fail('cli/would-overwrite-input', { file: path }, input);
}

/** Device and inode: the same for every name of a file, also through links and on systems that ignore case. */
function identityOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
