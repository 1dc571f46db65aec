// Generates src/core/fbz/generated from the schema. Needs flatc: apt-get install flatbuffers-compiler.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

const folder = new URL('../src/core/fbz/', import.meta.url);
const generated = new URL('generated/', folder);

rmSync(generated, { recursive: true, force: true });
execFileSync('flatc', ['--ts', '-o', 'generated', 'akida.fbs'], { cwd: folder, stdio: 'inherit' });
for (const name of readdirSync(generated)) {
  // flatc writes relative imports without the extension that ours have; the barrel file is not used.
  const file = new URL(name, generated);
  if (name.endsWith('_generated.ts')) rmSync(file);
  else writeFileSync(file, readFileSync(file, 'utf8').replace(/from '(\.[^']*)'/g, "from '$1.ts'"));
}
