import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileAssembly } from './compileAssembly.mjs';

const generated = new URL('../src/core/forward/fast/kernels.generated.ts', import.meta.url);

/** Compiles the kernels of the Keras forward pass twice, without and with relaxed SIMD, and gives the text of the generated module. */
export function compileForwardKernels() {
  const compiled = (features) =>
    compileAssembly(
      'src/core/forward/assembly/index.ts',
      features.flatMap((feature) => ['--enable', feature]),
    );
  const note = '// Made by `npm run build:forward-kernels` from ../assembly. Do not edit.';
  const plain = `export const kernelsBase64 =\n  '${compiled(['simd'])}';\n`;
  const relaxed = `export const relaxedBase64 =\n  '${compiled(['simd', 'relaxed-simd'])}';\n`;
  return `${note}\n${plain}${relaxed}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(generated, compileForwardKernels());
}
