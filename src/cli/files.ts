import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, relative, resolve } from 'node:path';
import { fail, diagnostic, StudioError } from '../core/errors/diagnostic.ts';
import type { NamedFile } from '../core/data/readDataset.ts';
import { weightFilesOf } from '../core/keras/modelFile.ts';
import { modelFilesIn } from './modelFolder.ts';
import { isFolder, reasonOf, statOf } from './places.ts';

/** Reads a file that the command line names. @throws StudioError cli/no-such-file, cli/is-folder, cli/cannot-read */
export function readInput(path: string): NamedFile {
  try {
    return { name: path, bytes: new Uint8Array(readFileSync(path)) };
  } catch (cause) {
    if (!statOf(path)) {
      throw new StudioError([diagnostic('cli/no-such-file', { file: path }, path)], { cause });
    }
    if (isFolder(path)) {
      throw new StudioError([diagnostic('cli/is-folder', { file: path }, path)], { cause });
    }
    throw new StudioError([diagnostic('cli/cannot-read', { file: path }, reasonOf(cause))], {
      cause,
    });
  }
}

/**
 * Reads the files of a model: the one named, and the weight files beside a TensorFlow.js model.json; or those of the folder named.
 * @throws StudioError cli/no-such-file, cli/cannot-read, cli/shard-outside, cli/folder-without-model, cli/folder-of-models
 */
export function readModelInput(path: string): readonly NamedFile[] {
  const [main = path, ...parts] = modelPaths(path);
  const model = readInput(main);
  const shards = weightFilesOf(model.bytes).map((shard) => ({
    ...readInput(shardPath(main, shard)),
    name: shard,
  }));
  return [model, ...parts.map(readInput), ...shards];
}

/** The files that a model is read from: the one named, or those of a folder. @throws StudioError as `readModelInput` */
export function modelPaths(path: string): readonly string[] {
  return modelFilesIn(path)?.map((part) => join(path, part)) ?? [path];
}

/**
 * All files that a command reads, for what must not write over them. Said first of all where one is not there: a result beside a
 * model that is missing has no place either.
 * @throws StudioError cli/no-such-file, cli/is-folder; for the model also cli/folder-without-model, cli/folder-of-models
 */
export function inputPaths(model: string, files: readonly string[] = []): readonly string[] {
  const paths = [...modelPaths(model), ...files];
  for (const path of paths) {
    const found = statOf(path);
    if (!found) fail('cli/no-such-file', { file: path }, path);
    if (found.isDirectory()) fail('cli/is-folder', { file: path }, path);
  }
  return paths;
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
  const found = statOf(path);
  return found ? `${found.dev}:${found.ino}` : null;
}
