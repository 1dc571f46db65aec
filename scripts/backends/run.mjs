// Runs the page that `build.mjs` made in a headless Chromium, and prints what came of it. Needs nothing but Node and Chromium.
//     node scripts/backends/run.mjs FOLDER [--backend webgl|wasm|cpu] [--speed] [--out FILE] [--seconds N] [-- FLAGS OF CHROMIUM]
// Chromium: CHROMIUM_PATH, else `chromium`. Without flags it emulates WebGL on the CPU (SwiftShader); on a machine with a GPU give
//     -- --use-angle=vulkan --enable-features=Vulkan --ignore-gpu-blocklist       (or --use-angle=gl-egl)
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { serveFolder } from './serve.mjs';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];
const SOFTWARE = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

const cut = process.argv.indexOf('--', 2);
const own = process.argv.slice(2, cut < 0 ? undefined : cut);
const given = cut < 0 ? SOFTWARE : process.argv.slice(cut + 1);
const { values, positionals } = parseArgs({
  args: own,
  allowPositionals: true,
  options: {
    backend: { type: 'string', default: 'webgl' },
    speed: { type: 'boolean', default: false },
    out: { type: 'string' },
    seconds: { type: 'string', default: '540' },
  },
});

let finish;
const report = new Promise((resolve) => {
  finish = resolve;
});
const { address, close } = await serveFolder(positionals[0], finish);
const profile = mkdtempSync(join(tmpdir(), 'backends-'));
const url = `${address}?report&backend=${values.backend}${values.speed ? '&speed' : ''}`;
const chromium = spawn(
  process.env.CHROMIUM_PATH ?? 'chromium',
  [...FLAGS, `--user-data-dir=${profile}`, ...given, url],
  { stdio: ['ignore', 'ignore', 'pipe'] },
);
let log = '';
chromium.stderr.on('data', (part) => (log += part));
const ended = new Promise((resolve) => chromium.on('exit', resolve)).then(() => null);
const late = new Promise((resolve) => setTimeout(resolve, 1000 * Number(values.seconds), null));
const text = await Promise.race([report, ended, late]);
chromium.kill();
await ended;
close();
// Helpers of Chromium write on for a moment after it has ended.
rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });

if (text === null) {
  console.error(`No report.\n${log.slice(-4000)}`);
  process.exit(1);
}
const { backend, renderer, checks, speed, failure } = JSON.parse(text);
if (values.out) writeFileSync(values.out, text);
console.log(`${backend} on ${renderer}${failure ? `: ${failure}` : ''}`);
const failed = checks.filter(({ passed }) => !passed);
console.log(`${checks.length - failed.length} of ${checks.length} checks passed`);
for (const { name, error, tolerance, failure: reason } of failed) {
  console.log(`  FAILED ${name}: ${reason ?? `error ${error}, tolerance ${tolerance}`}`);
}
for (const { network, batchSize, times } of speed) {
  const row = times.map(({ mode, best, median }) => `${mode} ${best} (median ${median})`);
  console.log(`  ${network}, batch ${batchSize}, ms a step: ${row.join(', ')}`);
}
process.exit(failed.length > 0 || checks.length === 0 ? 1 : 0);
