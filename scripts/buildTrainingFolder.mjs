import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src/core/trainingFolder/folder');
const generated = join(root, 'src/core/trainingFolder/folder.generated.ts');

/** The text of the module that holds the files of src/core/trainingFolder/folder: the core reads no files, and a page has none. */
export function moduleOfTrainingFolder() {
  const entries = readdirSync(sources, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const lines = entries.map((name) => {
    const text = readFileSync(join(sources, name), 'utf8').replaceAll('\r\n', '\n');
    return `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`;
  });
  const note = '// Made by `npm run build:training-folder` from ./folder. Do not edit.';
  return `${note}\nexport const folderFiles = {\n${lines.join('')}} as const;\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(generated, moduleOfTrainingFolder());
}
