import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileAssembly } from './compileAssembly.mjs';

const generated = new URL('../src/core/simulate/fast/kernels.generated.ts', import.meta.url);

/** Compiles the AssemblyScript kernels and gives the text of the generated module. */
export function compileKernels() {
  const base64 = compileAssembly('src/core/simulate/assembly/index.ts', ['--enable', 'simd']);
  const note = '// Made by `npm run build:wasm` from ../assembly. Do not edit.';
  return `${note}\nexport const kernelsBase64 =\n  '${base64}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(generated, compileKernels());
}
