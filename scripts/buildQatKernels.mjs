import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileAssembly } from './compileAssembly.mjs';

const generated = new URL('../src/core/qat/device/kernels.generated.ts', import.meta.url);

/** Compiles the training kernels and gives the text of the generated module. Their memory is TensorFlow.js' own. */
export function compileQatKernels() {
  const options = ['--enable', 'simd', '--importMemory'];
  const base64 = compileAssembly('src/core/qat/assembly/index.ts', options);
  const note = '// Made by `npm run build:qat-kernels` from ../assembly. Do not edit.';
  return `${note}\nexport const kernelsBase64 =\n  '${base64}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(generated, compileQatKernels());
}
