// The JavaScript that the first load fetches: the page's entry, all it imports statically, and the worker's entry.
// Fails above the limit. Run after `npm run build:studio`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 300;
const ROOT = 'dist/studio';

const manifest = JSON.parse(readFileSync(join(ROOT, '.vite/manifest.json'), 'utf8'));
const files = new Set();
function visit(key) {
  const { file, imports = [] } = manifest[key];
  if (files.has(file)) return;
  files.add(file);
  for (const next of imports) visit(next);
}
visit('index.html');
for (const name of readdirSync(join(ROOT, 'assets'))) {
  if (name.startsWith('studio.worker-') && name.endsWith('.js')) files.add(`assets/${name}`);
}

let total = 0;
for (const file of files) {
  const size = gzipSync(readFileSync(join(ROOT, file))).length;
  total += size;
  console.log(`${(size / 1000).toFixed(1).padStart(8)} kB  ${file}`);
}
console.log(
  `${(total / 1000).toFixed(1).padStart(8)} kB  first load, gzipped (limit ${LIMIT_KB} kB)`,
);
if (total > LIMIT_KB * 1000) {
  console.error(
    'The first load is too large: import the new library lazily (React.lazy or import()).',
  );
  process.exitCode = 1;
}
