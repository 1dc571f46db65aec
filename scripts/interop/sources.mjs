// Python source of models, tried out in Keras 2.10: the samples, the models of the field, and the small models that break rules.
//   1. the source of a model as it was opened builds what its own file holds;
//   2. the source of the model with every fix that helps builds what the .h5 of it holds;
//   3. with exact fixes alone it computes what the opened file computes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as studio from '../../dist/core/index.js';
import { report } from './report.mjs';
import { python, read, WORK } from './toolkit.mjs';

const HERE = import.meta.dirname;
const FOLDERS = [
  'public/samples',
  'src/fixtures/field',
  'src/fixtures/residual',
  'src/fixtures/golden/compat',
];
/** Sums in another order, and weights multiplied in float32: relative to the largest output. */
const FIXED_RELATIVE = 2e-5;
/** Files that Keras 2.10 does not open, or does not run on a processor, or of which it computes nothing that is a number. */
const NOT_KERAS = /^(?:k02_|k03_|k08_|k16_|k22_|channels_first)/;
/** Computes in 16 bits there, in 32 here. */
const OTHER_PRECISION = /float16/;

async function graphOf(path) {
  try {
    const model = await studio.readModel([{ name: path, bytes: read(path) }]);
    return model.kind === 'keras' ? model.graph : null;
  } catch {
    return null;
  }
}

/** Writes the source of a graph, and which file it is to be compared with; says false where there is no source. */
function asked(folder, name, graph, reference) {
  let written;
  try {
    written = studio.pythonSource(graph, `${name}.npz`);
  } catch (error) {
    if (error.diagnostics?.[0]?.code !== 'keras/not-in-python') throw error;
    return false;
  }
  writeFileSync(join(folder, `${name}.py`), written.source);
  if (written.weights.size > 0) {
    writeFileSync(join(folder, `${name}.npz`), studio.writeNpz(written.weights));
  }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ reference: resolve(reference) }));
  return true;
}

export async function checkSources() {
  const folder = join(WORK, 'sources');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let without = 0;
  for (const from of FOLDERS) {
    for (const file of readdirSync(from).filter((name) => name.endsWith('.h5'))) {
      const path = join(from, file);
      const stem = file.slice(0, -'.h5'.length);
      const graph = NOT_KERAS.test(stem) ? null : await graphOf(path);
      if (!graph) continue;
      if (OTHER_PRECISION.test(stem)) continue;
      if (!asked(folder, `${stem}-opened`, graph, path)) without++;
      for (const fixes of ['exact', 'all']) {
        const repaired = studio.makeConvertible(graph, { fixes });
        if (repaired.repairs.length === 0) continue;
        if (repaired.exact) asked(folder, `${stem}-exact`, repaired.graph, path);
        const own = join(folder, `${stem}-${fixes}-own.h5`);
        writeFileSync(own, await studio.writeKerasH5(repaired.graph));
        asked(folder, `${stem}-${fixes}-own`, repaired.graph, own);
      }
    }
  }
  execFileSync(python(), [join(HERE, 'sources.py'), folder], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const answers = JSON.parse(Buffer.from(read(join(folder, 'answers.json'))).toString());
  for (const [name, difference] of Object.entries(answers)) {
    const allowed = name.endsWith('-exact') ? FIXED_RELATIVE : 0;
    const isGood = typeof difference === 'number' && difference <= allowed;
    report(`source of ${name}`, isGood ? null : String(difference));
  }
  console.log(`       ${without} models have layers for which there is no source, and say so`);
}
