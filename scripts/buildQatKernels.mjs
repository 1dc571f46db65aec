import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated = 'src/core/qat/device/kernels.generated.ts';

/** Compiles the training kernels and gives the text of the generated module. Their memory is TensorFlow.js' own. */
export function compileQatKernels() {
  const folder = mkdtempSync(join(tmpdir(), 'qat-kernels-'));
  const output = join(folder, 'kernels.wasm');
  const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const source = 'src/core/qat/assembly/index.ts';
  const flags = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--importMemory'];
  try {
    execFileSync(process.execPath, [compiler, source, ...flags, '-o', output], {
      cwd: root,
      stdio: 'inherit',
    });
    const base64 = readFileSync(output).toString('base64');
    const note = '// Made by `npm run build:qat-kernels` from ../assembly. Do not edit.';
    return `${note}\nexport const kernelsBase64 =\n  '${base64}';\n`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(root, generated), compileQatKernels());
}
