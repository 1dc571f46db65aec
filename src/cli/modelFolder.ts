import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail } from '../core/errors/diagnostic.ts';
import { isJsonObject } from '../core/ir/json.ts';
import { parseJson } from '../core/keras/parseJson.ts';
import { isFolder } from './places.ts';

/**
 * The files of the one model that a folder holds, as paths inside it: what Keras 2 saves as a folder, a design and its weights (.h5, or a
 * TensorFlow checkpoint), or one model file. The weight files of a model.json are left out.
 * @returns null for what is no folder
 * @throws StudioError cli/folder-without-model | cli/folder-of-models
 */
export function modelFilesIn(path: string): readonly string[] | null {
  if (!isFolder(path)) return null;
  const entries = readdirSync(path, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.'),
  );
  const names = entries.map(({ name }) => name).sort();
  if (names.includes('keras_metadata.pb')) return ['keras_metadata.pb', ...variablesIn(path)];
  // The reader says what it is and what to open instead.
  if (names.includes('saved_model.pb')) return ['saved_model.pb'];
  const files = names.filter((name) => !isFolder(join(path, name)));
  const wholes = files.filter((name) => /\.(h5|hdf5|keras|fbz)$/i.test(name));
  const designs = files.filter((name) => name.endsWith('.json') && isModelJson(join(path, name)));
  const found = [...designs, ...wholes];
  const isPair = designs.length === 1 && wholes.length === 1 && /\.h(df)?5$/i.test(wholes[0] ?? '');
  const checkpoint = files.filter((name) => /\.(index|data-\d+-of-\d+)$/.test(name));
  const isCheckpoint = checkpoint.filter((name) => name.endsWith('.index')).length === 1;
  if (designs.length === 1 && wholes.length === 0 && isCheckpoint) {
    return [...designs, ...checkpoint];
  }
  if (found.length === 1 || isPair) return found;
  if (found.length > 1) fail('cli/folder-of-models', { file: path }, found);
  const listed = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  return fail('cli/folder-without-model', { file: path }, listed.sort());
}

/**
 * The path that results are named after, and beside which they lie: a folder counts as a file of its name.
 * @example resultPath('saved_model/')  ->  'saved_model.model'
 */
export function resultPath(model: string): string {
  if (!isFolder(model)) return model;
  const path = model.replace(/[/\\]+$/, '');
  return `${/(^|[/\\])\.{0,2}$/.test(path) ? resolve(model) : path}.model`;
}

function variablesIn(path: string): readonly string[] {
  const folder = join(path, 'variables');
  if (!isFolder(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^variables\.(index|data-\d+-of-\d+)$/.test(name))
    .map((name) => join('variables', name));
}

/** Whether a .json is a design as `to_json` writes it, or a TensorFlow.js model; folders of models hold other .json files too. */
function isModelJson(path: string): boolean {
  try {
    const json = parseJson(readFileSync(path, 'utf8'), {});
    return isJsonObject(json) && ('modelTopology' in json || 'class_name' in json);
  } catch {
    return false;
  }
}
