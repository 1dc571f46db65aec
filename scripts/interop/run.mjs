// Interoperability with the Python toolkit and the vendor's runtime, opt-in: their packages are large and one is
// proprietary. Sets them up in .oracle/ and .oracle2/ where they are missing, and has them judge our files.
//   node scripts/interop/run.mjs [conversion] [modern] [sources] [training]        default: all
import { mkdirSync } from 'node:fs';
import { checkConversion } from './conversion.mjs';
import { checkModern } from './modern.mjs';
import { closeReport } from './report.mjs';
import { checkSources } from './sources.mjs';
import { WORK } from './toolkit.mjs';
import { checkTraining } from './training.mjs';

const parts = {
  conversion: checkConversion,
  modern: checkModern,
  sources: checkSources,
  training: checkTraining,
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(
    `There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`,
  );
  process.exit(2);
}
mkdirSync(WORK, { recursive: true });
for (const [name, check] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) await check();
}
closeReport();
