// Packs the library as npm would publish it, puts the archive into an empty project and uses it there: types under both
// module resolutions, the API from JavaScript, and the command. Dependencies are linked from here, so nothing is downloaded.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const project = mkdtempSync(join(tmpdir(), 'cnn2snn-pack-'));
const installed = join(project, 'node_modules', name);

const run = (command, args, cwd = project) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    // npm is a script on Windows, which only a shell starts.
    shell: process.platform === 'win32' && command === 'npm',
  });

function install() {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const [{ filename, files }] = JSON.parse(run('npm', args, root));
  mkdirSync(installed, { recursive: true });
  // Paths without a drive: GNU tar takes `C:` for the name of another machine.
  run('tar', ['-xzf', filename, '-C', `node_modules/${name}`, '--strip-components=1']);
  for (const dependency of Object.keys(dependencies)) {
    const link = join(installed, 'node_modules', dependency);
    mkdirSync(dirname(link), { recursive: true });
    // On Windows a junction needs no rights that a link to a folder needs; elsewhere the word means nothing.
    symlinkSync(join(root, 'node_modules', dependency), link, 'junction');
  }
  return files.map(({ path }) => path);
}

function checkContent(paths) {
  const wanted = [
    'package.json',
    'README.md',
    'LICENSE',
    'dist/core/index.js',
    'dist/core/index.d.ts',
    'dist/cli/cnn2snn.js',
  ];
  const missing = wanted.filter((path) => !paths.includes(path));
  const stray = paths.filter((path) => /\.test\.|testing\/|tsbuildinfo|^src\//.test(path));
  if (missing.length > 0 || stray.length > 0) {
    throw new Error(
      `Package content: missing [${missing.join(', ')}], not wanted [${stray.join(', ')}]`,
    );
  }
}

const USE = `import { convertModel, quantizeModel, readModel, simulate, writeFbz, type AkidaModel } from '${name}';
export async function spikes(bytes: Uint8Array, images: Uint8Array): Promise<Int32Array> {
  const loaded = await readModel([{ name: 'model.h5', bytes }]);
  if (loaded.kind !== 'keras') throw new Error(loaded.format);
  const network: AkidaModel = convertModel(quantizeModel(loaded.graph, { weightBits: 4, activationBits: 4 }));
  writeFbz(network);
  return (await simulate(network, { data: images, shape: [1, 28, 28, 1] })).forward.data;
}
`;

function checkTypes(moduleResolution, module) {
  writeFileSync(join(project, 'use.ts'), USE);
  const options = {
    moduleResolution,
    module,
    strict: true,
    noEmit: true,
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    types: [],
  };
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options, files: ['use.ts'] }),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' });
}

function checkUse() {
  const program = `import { readNpy, writeNpy } from '${name}';
const { data } = readNpy(writeNpy({ data: Int8Array.of(7), shape: [1] }), 'a.npy');
console.log(data[0]);`;
  const said = run(process.execPath, ['--input-type=module', '-e', program]);
  if (said !== '7\n') throw new Error(`The library said ${said}`);
  const command = run(process.execPath, [join(installed, 'dist/cli/cnn2snn.js'), '--version']);
  if (!command.startsWith(name)) throw new Error(`The command said ${command}`);
}

try {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  checkContent(install());
  checkTypes('nodenext', 'nodenext');
  checkTypes('bundler', 'esnext');
  checkUse();
  console.log('The package works in an empty project.');
} finally {
  rmSync(project, { recursive: true, force: true });
}
