// Checks every model of a folder in a CI job: node check-models.mjs FOLDER
// Prints one annotation a problem, as GitHub shows them, and one line a model. Exit code 1 if a model does not convert.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const [folder = 'models'] = process.argv.slice(2);
const LEVELS = { error: 'error', warning: 'warning', info: 'notice' };

const models = readdirSync(folder).filter((name) => /\.(h5|keras|fbz)$/.test(name));
if (models.length === 0) throw new Error(`No .h5, .keras or .fbz file in ${folder}.`);
for (const name of models.sort()) {
  const model = join(folder, name);
  const isWindows = process.platform === 'win32';
  const args = ['cnn2snn', 'check', '-m', model, '--json'];
  const { stdout } = spawnSync('npx', args, { encoding: 'utf8', shell: isWindows });
  // A file that cannot be read is told as a model that breaks a rule is.
  const { ok, diagnostics } = JSON.parse(stdout);
  for (const { severity, title, where, message, hint } of diagnostics) {
    const place = where.layer ? `layer "${where.layer}": ` : '';
    console.log(`::${LEVELS[severity]} file=${model},title=${title}::${place}${message} ${hint}`);
  }
  console.log(`${ok ? 'converts' : 'does NOT convert'}: ${model}`);
  if (!ok) process.exitCode = 1;
}
