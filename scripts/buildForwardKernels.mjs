import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = 'src/core/forward/fast/kernels.generated.ts';

/** Compiles the kernels of the Keras forward pass twice, without and with relaxed SIMD, and gives the text of the generated module. */
export function compileForwardKernels() {
  const folder = mkdtempSync(join(tmpdir(), 'forward-kernels-'));
  const output = join(folder, 'kernels.wasm');
  const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const source = 'src/core/forward/assembly/index.ts';
  const flags = ['-O3', '--runtime', 'stub', '--noAssert', '-o', output];
  const compiled = (features) => {
    const enabled = features.flatMap((feature) => ['--enable', feature]);
    execFileSync(process.execPath, [compiler, source, ...flags, ...enabled], {
      cwd: root,
      stdio: 'inherit',
    });
    return readFileSync(output).toString('base64');
  };
  try {
    const note = '// Made by `npm run build:forward-kernels` from ../assembly. Do not edit.';
    const plain = `export const kernelsBase64 =\n  '${compiled(['simd'])}';\n`;
    const relaxed = `export const relaxedBase64 =\n  '${compiled(['simd', 'relaxed-simd'])}';\n`;
    return `${note}\n${plain}${relaxed}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, generated), compileForwardKernels());
}
