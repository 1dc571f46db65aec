import { fail } from '../errors/diagnostic.ts';

/** Image files with what they show. */
export interface LabelledFiles<F> {
  readonly files: readonly F[];
  readonly labels: Int32Array;
  /** Sorted by name, as Keras numbers the folders of image_dataset_from_directory. */
  readonly classNames: readonly string[];
}

interface FileAt {
  /** With `/`; the folder that holds the file is its class. */
  readonly path: string;
}

/** Endings of the image formats that every current browser decodes. */
const IMAGE_ENDING = /\.(png|jpe?g|webp|gif|bmp|avif)$/i;

/** True for the path of an image; leftovers of a Mac's archiver (`__MACOSX/`, `._x.png`) are none. */
export function isImagePath(path: string): boolean {
  return IMAGE_ENDING.test(path) && !/(^|\/)(__MACOSX\/|\.)/.test(path);
}

/**
 * Labels images by the folders that hold them: `data/cat/1.png` is a cat.
 * @throws StudioError data/no-image-classes when there is no image, or not two folders
 * @source class numbers: https://keras.io/api/data_loading/image/, "class_names: sorted alphanumerically"
 */
export function labelByFolder<F extends FileAt>(all: readonly F[]): LabelledFiles<F> {
  const files = all.filter(({ path }) => isImagePath(path));
  const folders = files.map(({ path }) => path.split('/').at(-2) ?? '');
  const classNames = [...new Set(folders)].sort();
  if (classNames.length < 2) {
    const found = files.length === 0 ? 'no image file' : `${files.length} images in one folder`;
    fail('data/no-image-classes', {}, found);
  }
  return { files, labels: numbered(folders, classNames), classNames };
}

/**
 * Labels images by a list: a path and a class a line, with or without a header line (`path,label`; columns of those names may stand
 * anywhere). Classes are whole numbers, or names that are numbered in their order.
 * @param text  comma, semicolon or tab separated; fields may be in double quotes
 * @throws StudioError data/wrong-image-list
 */
export function labelByList<F extends FileAt>(
  all: readonly F[],
  text: string,
  file: string,
): LabelledFiles<F> {
  const rows = rowsOf(text);
  const header = rows[0]?.map((cell) => cell.toLowerCase()) ?? [];
  const column = (names: readonly string[]) => header.findIndex((cell) => names.includes(cell));
  const pathColumn = column(['path', 'file', 'filename', 'image', 'image_path', 'filepath']);
  const labelColumn = column(['label', 'class', 'category', 'target', 'y', 'class_id']);
  const hasHeader = pathColumn >= 0 && labelColumn >= 0;
  if (all.length === 0) {
    fail('data/wrong-image-list', { file }, 'the images, chosen with the list', 'the list alone');
  }
  const find = findByPath(all);
  const files: F[] = [];
  const names: string[] = [];
  for (const [i, row] of rows.entries()) {
    if (hasHeader && i === 0) continue;
    const path = row[hasHeader ? pathColumn : 0];
    const label = row[hasHeader ? labelColumn : 1];
    const where = { file, path: `line ${i + 1}` };
    if (path === undefined || label === undefined || label === '') {
      fail('data/wrong-image-list', where, 'a path and a class', row.join(', ') || 'nothing');
    }
    const found = find(path);
    if (!found) fail('data/wrong-image-list', where, 'the path of an image that was chosen', path);
    files.push(found);
    names.push(label);
  }
  if (files.length === 0)
    fail('data/wrong-image-list', { file }, 'lines of path and class', 'none');
  if (names.every((name) => /^\d+$/.test(name))) {
    const labels = Int32Array.from(names, Number);
    const classes = labels.reduce((most, label) => Math.max(most, label + 1), 0);
    return { files, labels, classNames: Array.from({ length: classes }, (_, i) => String(i)) };
  }
  const classNames = [...new Set(names)].sort();
  return { files, labels: numbered(names, classNames), classNames };
}

function numbered(names: readonly string[], classNames: readonly string[]): Int32Array {
  const numbers = new Map(classNames.map((name, i) => [name, i]));
  return Int32Array.from(names, (name) => numbers.get(name) ?? 0);
}

/** Finds files by the paths of a list: the same path or, as the list may lie beside another folder, one that ends so. */
function findByPath<F extends FileAt>(all: readonly F[]): (path: string) => F | undefined {
  const byName = new Map<string, { readonly path: string; readonly entry: F }[]>();
  for (const entry of all) {
    const path = `/${normalized(entry.path)}`;
    const same = byName.get(nameIn(path));
    if (same) same.push({ path, entry });
    else byName.set(nameIn(path), [{ path, entry }]);
  }
  return (listed) => {
    const wanted = `/${normalized(listed)}`;
    const named = byName.get(nameIn(wanted)) ?? [];
    const found =
      named.find(({ path }) => path === wanted) ?? named.find((file) => file.path.endsWith(wanted));
    return found?.entry;
  };
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path written with `/` and without `./`. */
function normalized(path: string): string {
  const names = path.split(/[\\/]/).filter((name) => name !== '' && name !== '.');
  return names.join('/');
}

function rowsOf(text: string): string[][] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const rows = lines.filter((line) => line.trim() !== '');
  const separator = [',', ';', '\t'].find((candidate) => rows[0]?.includes(candidate)) ?? ',';
  return rows.map((line) => cellsOf(line, separator));
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === '"') {
      if (quoted && line.charAt(i + 1) === '"') cell += line.charAt(++i);
      else quoted = !quoted;
    } else if (char === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  return [...cells, cell.trim()];
}
