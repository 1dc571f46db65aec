// Packs the package as npm would publish it, puts the archive into an empty project and uses it there: types under both
// module resolutions, the API from JavaScript, the commands, and the studio they serve. Dependencies are linked from here, so
// nothing is downloaded. Run after `npm run build` and `npm run build:studio`.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, version, dependencies, bin } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const project = mkdtempSync(join(tmpdir(), 'cnn2snn-pack-'));
const installed = join(project, 'node_modules', name);

const isWindows = process.platform === 'win32';

const run = (command, args, cwd = project, shell = false) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell,
  });

function expect(what, found, wanted) {
  if (found !== wanted) throw new Error(`${what}: ${found}, not ${wanted}`);
}

function install() {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  // npm is a script on Windows, which only a shell starts.
  const [{ filename, files, size, unpackedSize }] = JSON.parse(run('npm', args, root, isWindows));
  console.log(
    `${filename}: ${(size / 1e6).toFixed(1)} MB, unpacked ${(unpackedSize / 1e6).toFixed(1)} MB`,
  );
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
    'dist/project/assess.js',
    ...Object.values(bin),
    'dist/studio/index.html',
    'dist/studio/sw.js',
    'dist/studio/docs/index.html',
    'dist/studio/samples/mnist_float.h5',
    'dist/studio/samples/mnist_test500.npz',
  ];
  const missing = wanted.filter((path) => !paths.includes(path));
  const stray = paths.filter((path) =>
    /\.test\.|testing\/|tsbuildinfo|\.map$|^src\/|^public\/|\/\.vite\//.test(path),
  );
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
  expect('The library', run(process.execPath, ['--input-type=module', '-e', program]), '7\n');
  const folder = join(project, 'demo');
  const demo = run(process.execPath, [join(installed, bin.cnn2snn), 'demo', '-o', folder]);
  if (!demo.includes('accuracy of spiking, .fbz')) throw new Error(`The demo said ${demo}`);
}

/** Both commands say their version, and what a person types after them opens the studio with the model. */
async function checkCommands() {
  for (const path of Object.values(bin)) {
    const said = run(process.execPath, [join(installed, path), '--version']);
    expect(path, said, `${name} ${version}\n`);
  }
  const model = join(installed, 'dist/studio/samples/mnist_float.h5');
  await checkStudio(bin.cnn2snn, ['studio']);
  await checkStudio(bin['cnn2snn-studio'], []);
  const page = await checkStudio(bin['cnn2snn-studio'], [model]);
  expect('The address of the page', page.search, '?model=opened/mnist_float.h5');
}

async function checkStudio(path, args) {
  const command = [join(installed, path), ...args, '--no-open', '--port', '0'];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const page = await addressOf(child);
    const { headers, text } = await get(page, 200);
    expect('Content-Type', headers.get('content-type'), 'text/html;charset=utf-8');
    expect('Cache-Control', headers.get('cache-control'), 'no-cache');
    const policy = headers.get('content-security-policy') ?? '';
    if (!policy.startsWith("default-src 'none'")) throw new Error(`The policy is "${policy}"`);
    const assets = [...text.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)];
    if (assets.length === 0) throw new Error(`The page has no scripts: ${text}`);
    for (const [, asset] of assets) await get(new URL(asset, page), 200);
    const named = page.searchParams.get('model');
    if (named !== null) await get(new URL(named, page), 200);
    await get(new URL('no.js', page), 404);
    return page;
  } finally {
    await stop(child);
  }
}

async function get(address, status) {
  const response = await fetch(address);
  const text = await response.text();
  expect(`Status of ${address}`, response.status, status);
  expect(`nosniff of ${address}`, response.headers.get('x-content-type-options'), 'nosniff');
  return { headers: response.headers, text };
}

async function addressOf(child) {
  let said = '';
  child.stdout.setEncoding('utf8');
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    said += part;
    const [found] = /http:\S+/.exec(said) ?? [];
    if (found !== undefined) return new URL(found);
  }
  throw new Error(`The studio ended without an address: ${said}`);
}

/** Ctrl-C. Windows knows no signals: there the process just ends. */
async function stop(child) {
  child.stdout.resume();
  const exit = child.exitCode === null ? once(child, 'exit') : Promise.resolve([child.exitCode]);
  child.kill('SIGINT');
  const [code] = await exit;
  if (!isWindows) expect('The exit code after Ctrl-C', code, 0);
}

try {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  checkContent(install());
  checkTypes('nodenext', 'nodenext');
  checkTypes('bundler', 'esnext');
  checkUse();
  await checkCommands();
  console.log('The package works in an empty project.');
} finally {
  rmSync(project, { recursive: true, force: true });
}
