// Before a release: the tag must name the version of package.json, and CHANGELOG.md must say what is in it.
//     node scripts/checkTag.mjs v0.2.0
import { readFileSync } from 'node:fs';

const [tag = ''] = process.argv.slice(2);
const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const { version } = JSON.parse(read('package.json'));
const lock = JSON.parse(read('package-lock.json'));
const headings = [...read('CHANGELOG.md').matchAll(/^## (\S+)/gm)].map(([, heading]) => heading);

const problems = [
  tag !== `v${version}` &&
    `The tag is "${tag}", the version in package.json ${version}. Tag v${version}, or set the version with "npm version".`,
  (lock.version !== version || lock.packages[''].version !== version) &&
    `package-lock.json has another version than package.json, ${version}. Run "npm install --package-lock-only".`,
  !headings.includes(version) &&
    `CHANGELOG.md has no heading "## ${version}". Say there what users get.`,
].filter(Boolean);

for (const problem of problems) console.error(problem);
if (problems.length === 0)
  console.log(`${tag} is the version of package.json, and CHANGELOG.md names it.`);
process.exitCode = problems.length === 0 ? 0 : 1;
