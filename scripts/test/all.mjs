// The whole test run: types, lint, format, unit and golden tests, documentation and its links, both builds, the package,
// first-load size, browser tests.
// Prints every stage as it goes, and at the end how many tests passed and failed over all of them.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

const RESULTS = 'test-results';
const UNIT = `${RESULTS}/unit.json`;
const E2E = `${RESULTS}/e2e.json`;

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });

let passed = 0;
let failed = 0;

function run(title, command, args) {
  console.log(`\n=== ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(
    `=== ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`,
  );
  return status === 0;
}

/** A stage that is one check: it counts as one test. */
function check(title, command, args) {
  if (run(title, command, args)) passed++;
  else failed++;
}

/** Stages of one check each, side by side: what one says is printed when it has ended. */
async function checkTogether(stages) {
  const started = Date.now();
  await Promise.all(
    stages.map(async ([title, command, args]) => {
      const child = spawn(command, args, { shell: process.platform === 'win32' });
      const said = [];
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data) => said.push(data));
      const status = await new Promise((resolve) => {
        child.on('close', resolve);
        child.on('error', resolve);
      });
      const ok = status === 0;
      if (ok) passed++;
      else failed++;
      process.stdout.write(Buffer.concat([Buffer.from(`\n=== ${title}\n`), ...said]));
      const seconds = Math.round((Date.now() - started) / 1000);
      console.log(`=== ${title}: ${ok ? 'ok' : 'FAILED'} (${seconds} s)`);
    }),
  );
}

/** A stage that writes its own counts; a stage that dies without them has failed once more. */
function suite(title, command, args, file, countsOf) {
  rmSync(file, { force: true });
  const ok = run(title, command, args);
  const counts = existsSync(file)
    ? countsOf(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0 };
  passed += counts.passed;
  failed += counts.failed;
  if (!ok && counts.failed === 0) failed++;
  if (ok && counts.passed === 0) failed++;
}

await checkTogether([
  ['types', 'npx', ['tsc', '-p', 'tsconfig.json']],
  ['lint', 'npx', ['eslint', '.']],
  ['format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']],
]);
check('build of the library and the command line', 'npm', ['run', '-s', 'build']);
suite(
  'unit and golden tests',
  'npx',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT}`],
  UNIT,
  (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
);
check('documentation', 'npm', ['run', '-s', 'docs']);
check('links', 'npm', ['run', '-s', 'check:links']);
check('build of the studio', 'npx', ['vite', 'build']);
check('the package as npm packs it', 'node', ['scripts/test-pack.mjs']);
check('size of the first load', 'npm', ['run', '-s', 'check:size']);
const browserCounts = (report) => ({
  passed: report.stats.expected,
  failed: report.stats.unexpected + report.stats.flaky,
});
const playwright = ['playwright', 'test'];
suite('browser tests', 'npx', [...playwright, '--project=journeys'], E2E, browserCounts);
// One at a time: these take the processor for themselves.
for (const [title, project] of [
  ['browser tests of speed', 'performance'],
  ['browser tests of training', 'training'],
]) {
  const args = [...playwright, `--project=${project}`, '--workers=1'];
  suite(title, 'npx', args, E2E, browserCounts);
}

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
