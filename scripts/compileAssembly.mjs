import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Compiles AssemblyScript to WebAssembly in base64, as the generated modules hold it.
 * @param source  below the repository
 * @param options  of the compiler, besides those that all kernels share
 */
export function compileAssembly(source, options) {
  const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
  const output = join(folder, 'kernels.wasm');
  const compiler = join(root, 'node_modules/assemblyscript/bin/asc.js');
  const flags = ['-O3', '--runtime', 'stub', '--noAssert', ...options, '-o', output];
  try {
    execFileSync(process.execPath, [compiler, source, ...flags], { cwd: root, stdio: 'inherit' });
    return readFileSync(output).toString('base64');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
