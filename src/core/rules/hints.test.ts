import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const core = new URL('..', import.meta.url);

/** Where texts stand that the page and the command line both show. What the command line alone says names its options as it likes. */
const shared = ['rules', 'rules/hardware', 'fixes', 'errors/catalog'].flatMap((folder) =>
  readdirSync(new URL(folder, core))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'cli.ts')
    .map((name) => `${folder}/${name}`),
);

/** Commands of ours, and options of the toolkit's functions. */
const OUTSIDE = /cnn2snn (?!\d)[a-z]+|input_is_image|input_scaling/;

it.each(shared)('%s tells both users what to do', (path) => {
  const texts = readFileSync(new URL(path, core), 'utf8').split('\n');
  for (const text of texts.filter(
    (line) => /^\s*(hint:|return [`'])/.test(line) && OUTSIDE.test(line),
  )) {
    expect(text).toMatch(/command line|"cnn2snn studio/);
  }
});
