import { expect, it } from 'vitest';
import { droppedFiles } from './droppedFiles.ts';

const file = (fullPath: string): FileSystemEntry =>
  ({
    ...{ isFile: true, isDirectory: false, fullPath, name: fullPath.split('/').at(-1) },
    file: (resolve: (value: File) => void) => {
      resolve(new File([fullPath], fullPath.split('/').at(-1) ?? ''));
    },
  }) as unknown as FileSystemEntry;

/** A folder that a browser lists in two parts. */
const folder = (fullPath: string, children: readonly FileSystemEntry[]): FileSystemEntry => {
  const parts = [children.slice(0, 1), children.slice(1)];
  const createReader = () => ({
    readEntries: (resolve: (value: readonly FileSystemEntry[]) => void) => {
      resolve(parts.shift() ?? []);
    },
  });
  const name = fullPath.split('/').at(-1);
  return {
    ...{ isFile: false, isDirectory: true, fullPath, name, createReader },
  } as unknown as FileSystemEntry;
};

function drop(entries: readonly FileSystemEntry[]): Pick<DataTransfer, 'files' | 'items'> {
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  const files = entries.map((entry) => new File([], entry.name));
  return { items, files } as unknown as Pick<DataTransfer, 'files' | 'items'>;
}

it('files alone are taken as they are', async () => {
  const { files, folder: name } = await droppedFiles(drop([file('/a.h5'), file('/b.bin')]));
  expect([files.map((found) => found.name), name]).toEqual([['a.h5', 'b.bin'], null]);
});

it('a folder gives every file in it with its path', async () => {
  const variables = folder('/m/variables', [file('/m/variables/i'), file('/m/variables/d')]);
  const { files, folder: name } = await droppedFiles(
    drop([folder('/m', [file('/m/keras_metadata.pb'), variables, file('/m/saved_model.pb')])]),
  );
  expect(name).toBe('m');
  expect(files.map((found) => found.name)).toEqual([
    ...['m/keras_metadata.pb', 'm/saved_model.pb', 'm/variables/i', 'm/variables/d'],
  ]);
  expect(await files[2]?.text()).toBe('/m/variables/i');
});

it('a folder of very many files is not read to its end', async () => {
  const many = Array.from({ length: 5000 }, (_, i) => file(`/m/${i}.png`));
  const { files } = await droppedFiles(drop([folder('/m', many)]));
  expect(files.length).toBe(2000);
});
