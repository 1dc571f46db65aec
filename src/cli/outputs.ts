import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { diagnostic, fail, StudioError } from '../core/errors/diagnostic.ts';
import type { ModelGraph } from '../core/ir/graph.ts';
import { notInKeras3 } from '../core/keras/keras3ModelConfig.ts';
import { writeDesign } from '../core/keras/keras2ModelConfig.ts';
import { writeKerasH5 } from '../core/keras/writeKerasH5.ts';
import { ENDINGS, stemOf } from '../project/outputNames.ts';
import { checkNotInput, type Output } from './files.ts';
import { isFolder, reasonOf, statOf } from './places.ts';

/** A file that a command writes under a name of the user's choice. */
interface OutputKind {
  /** For the sentence "The result is ...". */
  readonly what: string;
  /** Endings of its names, in lower case. */
  readonly endings: readonly string[];
}

export const outputKinds = {
  keras: { what: 'a Keras model', endings: ['.h5', '.keras', '.hdf5'] },
  /** What a Keras model becomes, or a design: which it is shows once it was read, see `designOutput`. */
  kerasOrDesign: { what: 'a Keras model', endings: ['.h5', '.keras', '.hdf5', '.json'] },
  /** As well as Python source, with its weights beside it. */
  source: {
    what: 'a Keras model, or Python source that builds it',
    endings: ['.h5', '.keras', '.hdf5', '.json', '.py'],
  },
  design: { what: 'a design without weights', endings: ['.json'] },
  converted: { what: 'a converted network', endings: ['.fbz'] },
  array: { what: 'an array', endings: ['.npy'] },
  arrays: { what: 'arrays', endings: ['.npz'] },
  json: { what: 'JSON', endings: ['.json'] },
} as const satisfies Readonly<Record<string, OutputKind>>;

/** Endings that say "file": a folder is not called so. */
const FILE_ENDING = /^\.(h5|hdf5|keras|fbz|onnx|pb|tflite|npy|npz|json|txt|zip|tar|gz|tgz|7z|rar)$/;

/**
 * Refuses a name for a result, before any work, where it could not be written in the end.
 * @param inputs paths that are read and must not be replaced
 * @throws StudioError cli/output-is-folder, cli/would-overwrite-input, cli/wrong-ending, cli/no-output-folder, cli/cannot-write
 */
export function checkOutput(path: string, kind: OutputKind, inputs: readonly string[]): void {
  if (isFolder(path) || /[/\\]$/.test(path)) fail('cli/output-is-folder', { file: path }, path);
  checkNotInput(path, inputs);
  if (!kind.endings.includes(extname(path).toLowerCase())) {
    fail('cli/wrong-ending', { file: path }, kind.what, kind.endings, path);
  }
  checkParent(path);
}

/**
 * The name of what is made of a Keras model or a design, whose ending is .json.
 * @param given  by the user; null: `stem` with the usual ending
 * @throws StudioError cli/wrong-ending for the ending of the other
 */
export function designOutput(
  { isDesign }: Pick<ModelGraph, 'isDesign'>,
  given: string | null | undefined,
  stem: string,
): string {
  const path = given ?? `${stem}${isDesign ? ENDINGS.design : ENDINGS.keras}`;
  const { what, endings } = isDesign ? outputKinds.design : outputKinds.keras;
  const fits = endings.some((ending) => extname(path).toLowerCase() === ending);
  return fits ? path : fail('cli/wrong-ending', { file: path }, what, endings, path);
}

/**
 * Refuses a .keras file for a model that no such file can hold.
 * @param model  the model, or `quantized` for one that is not there yet
 * @throws StudioError keras/not-in-keras-3
 */
export function checkKerasOutput(path: string, model: ModelGraph | 'quantized'): void {
  if (!isKerasZip(path)) return;
  const missing =
    model === 'quantized' ? ['quantized layers (not in Keras 3)'] : notInKeras3(model);
  if (missing.length > 0) fail('keras/not-in-keras-3', { file: path }, missing);
}

/** Whether a name is that of Python source. */
export function isPython(path: string): boolean {
  return extname(path).toLowerCase() === '.py';
}

/** Python source that builds a model, under that name, and its weights beside it. @throws StudioError keras/not-in-python */
export async function pythonOutputs(graph: ModelGraph, path: string): Promise<readonly Output[]> {
  const [{ pythonSource }, { writeNpz }] = await Promise.all([
    import('../core/keras/pythonSource.ts'),
    import('../core/data/writeNpy.ts'),
  ]);
  const arrays = `${stemOf(path)}.npz`;
  const { source, weights } = pythonSource(graph, basename(arrays));
  const own = { path, bytes: source };
  return weights.size === 0 ? [own] : [own, { path: arrays, bytes: writeNpz(weights) }];
}

/**
 * Refuses a name for a folder of results, before any work.
 * @param isFree  whether it must be empty or not there yet
 * @throws StudioError cli/output-is-file, cli/wrong-ending, cli/folder-not-empty, cli/no-output-folder, cli/cannot-write
 */
export function checkOutputFolder(path: string, isFree: boolean): void {
  const found = statOf(path);
  if (found && !found.isDirectory()) fail('cli/output-is-file', { file: path }, path);
  if (!found && FILE_ENDING.test(extname(path).toLowerCase())) {
    fail('cli/wrong-ending', { file: path }, 'a folder', [], path);
  }
  const content = found ? contentOf(path) : [];
  if (isFree && content.length > 0) fail('cli/folder-not-empty', { file: path }, content);
  if (found && !isFree) checkWritable(path, path);
  else checkParent(path);
}

/** The bytes of a Keras model or a design, in the format that the name says. @throws StudioError keras/not-in-keras-3 */
export async function kerasBytes(graph: ModelGraph, path: string): Promise<Uint8Array> {
  if (graph.isDesign) return writeDesign(graph);
  if (!isKerasZip(path)) return writeKerasH5(graph);
  const { writeKerasZip } = await import('../core/keras/writeKerasZip.ts');
  return writeKerasZip(graph);
}

function isKerasZip(path: string): boolean {
  return extname(path).toLowerCase() === '.keras';
}

function contentOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new StudioError([diagnostic('cli/cannot-write', { file: folder }, reasonOf(cause))], {
      cause,
    });
  }
}

function checkParent(path: string): void {
  const parent = dirname(resolve(path));
  if (!isFolder(parent)) fail('cli/no-output-folder', { file: path }, dirname(path), path);
  checkWritable(parent, path);
}

/** Tries it out: permissions, read-only disks and disks that are full look different on every system. */
function checkWritable(folder: string, path: string): void {
  const probe = join(folder, `.${randomUUID()}.tmp`);
  try {
    writeFileSync(probe, '', { flag: 'wx' });
  } catch (cause) {
    throw new StudioError([diagnostic('cli/cannot-write', { file: path }, reasonOf(cause))], {
      cause,
    });
  } finally {
    rmSync(probe, { force: true });
  }
}
