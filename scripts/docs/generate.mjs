// Writes docs/generated from the declarations: rules, fixes, layers, quantizers, chips, errors, commands, terms, API.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeApi } from './api.mjs';
import { loadPages } from './loadPages.mjs';

const FOLDER = 'docs/generated';

rmSync(FOLDER, { recursive: true, force: true });
const { codes, sitePages, sidebars } = await loadPages();
const pages = await sitePages();
for (const { path, text } of pages) {
  const file = join(FOLDER, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
const api = await writeApi(join(FOLDER, 'api'), codes);
writeFileSync(
  join(FOLDER, 'sidebars.json'),
  JSON.stringify({ ...sidebars(), ...api.sidebars }, null, 1),
);
console.log(`${pages.length + api.pages} pages written to ${FOLDER}`);
