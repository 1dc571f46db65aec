import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layerDefinitions } from './core/layers/index.ts';
import { hardwareRules } from './core/rules/hardware/index.ts';
import { targets } from './core/targets/index.ts';
import { stageIds } from './store/slices/view.ts';
import { allSources, importsOf, isTest, ROOT } from './core/testing/sources.ts';

/** How many files each kind of change may touch, tests beside them not counted. */
const AT_MOST: Readonly<Record<string, number>> = {
  'Keras layer that converts': 6,
  'limit of the chips': 3,
  chip: 2,
  'stage of the studio': 3,
  'file format of models': 3,
};

const shipped = allSources().filter(({ path }) => !isTest(path));
const architecture = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
const section = /^## What a change touches\n(.*?)^## /ms.exec(architecture)?.[1] ?? '';

/** One entry of the section: what changes, and the files that it names. */
const changes = [...section.matchAll(/^- An? \*\*(.+?)\*\*(.*?)(?=^- |$(?![^]))/gms)].map(
  ([, what = '', text = '']) => ({
    what,
    files: [...text.matchAll(/`([\w/.<>]+\.ts)`/g)].map(([, file = '']) => file),
  }),
);
const touchedBy = (what: string): readonly string[] =>
  changes.find((change) => change.what === what)?.files ?? [];

/** Files in which a text stands outside of comments, as paths from src/. */
function filesWith(text: string): readonly string[] {
  return shipped
    .filter((source) => withoutComments(source.text).includes(text))
    .map(({ path }) => path);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*.*?\*\//gs, '').replace(/^\s*\/\/.*$/gm, '');
}

describe('what a change touches', () => {
  it('is told for each kind of change, in no more files than it may', () => {
    const told = Object.fromEntries(changes.map(({ what, files }) => [what, files.length]));
    expect(told).toEqual(AT_MOST);
  });

  it('names files that exist', () => {
    const missing = changes
      .flatMap(({ files }) => files)
      .filter((file) => !file.includes('<') && !existsSync(join(ROOT, file)));
    expect(missing).toEqual([]);
  });
});

describe('a Keras layer that converts', () => {
  const converting = layerDefinitions.filter(({ chipKind }) => chipKind !== undefined);
  /** What treats a layer apart: rules that speak of it, repairs, training, calibration. */
  const APART = /^core\/(rules|fixes|qat|calibrate)\//;

  it.each(converting.map(({ className }) => className))('%s has one file of its own', (name) => {
    const own = filesWith(`className: '${name}'`);
    expect(own).toHaveLength(1);
    const [file = ''] = own;
    // Fixes make such layers; nothing else spells the name.
    const spelling = filesWith(`'${name}'`).filter(
      (path) => path.startsWith('core/') && !APART.test(path),
    );
    expect(spelling.filter((path) => ![file, ...relatives(name)].includes(path))).toEqual([]);
    const named = touchedBy('Keras layer that converts').map((path) => path.replace('src/', ''));
    const importers = shipped
      .filter((source) => importsOf(source).includes(file) && !APART.test(source.path))
      .map(({ path }) => path);
    expect(importers.filter((path) => ![...named, ...relatives(name)].includes(path))).toEqual([]);
  });

  /** The file of the layer's other version: the two may share a table of parameters. */
  function relatives(name: string): readonly string[] {
    return converting
      .filter(
        (layer) =>
          layer.quantizesTo === name ||
          layer.className === converting.find(({ className }) => className === name)?.quantizesTo,
      )
      .flatMap(({ className }) => filesWith(`className: '${className}'`));
  }
});

describe('a chip', () => {
  const files = shipped.filter(({ path }) => /^core\/targets\/(?!index)/.test(path));

  it.each(Object.keys(targets))('%s is named by its own file and the index', (id) => {
    const own = files.filter(({ text }) => text.includes(`id: '${id}'`)).map(({ path }) => path);
    expect(own).toHaveLength(1);
    const others = filesWith(`'${id}'`).filter((path) => path !== 'core/targets/index.ts');
    expect(others.filter((path) => !own.includes(path))).toEqual([]);
  });
});

describe('a limit of the chips', () => {
  const text = (path: string) => readFileSync(join(ROOT, 'src', path), 'utf8');
  const limits = [...text('core/targets/akida1.ts').matchAll(/^ {2}readonly (\w+)\?: Limit</gm)];
  const rules = shipped.filter(({ path }) => /^core\/rules\/hardware\/hw\w+\.ts$/.test(path));

  it('is one of those that the chips state', () => {
    const stated = Object.values(targets).flatMap(({ layers }) => Object.values(layers));
    const names = new Set(stated.flatMap((limit) => Object.keys(limit)));
    expect(limits.map(([, name]) => name).sort()).toEqual([...names].sort());
  });

  it.each(limits.map(([, name = '']) => name))('%s is read by a rule', (name) => {
    expect(rules.some((rule) => new RegExp(`\\b${name}\\b`).test(rule.text))).toBe(true);
  });

  it('has its numbers in no rule, and no rule asks which chip it is', () => {
    expect(rules).toHaveLength(hardwareRules.length);
    const lists = rules.filter((rule) => /\[\d+(, \d+)+\]/.test(withoutComments(rule.text)));
    expect(lists.map(({ path }) => path)).toEqual([]);
    const asking = [...rules, ...shipped.filter(({ path }) => path.startsWith('core/fixes/'))];
    const byChip = asking.filter((rule) => /\btarget\.id\b/.test(rule.text));
    expect(byChip.map(({ path }) => path)).toEqual([]);
  });
});

describe('a stage of the studio', () => {
  it.each(stageIds)('%s is declared in one file of its name', (id) => {
    const own = shipped.filter(
      ({ path }) => path.startsWith('ui/') && path.endsWith(`/${id}Stage.ts`),
    );
    expect(own).toHaveLength(1);
    expect(own[0]?.text).toContain(`id: '${id}'`);
  });
});

describe('a file format of models', () => {
  const readers = shipped.filter(({ path }) => /^core\/keras\/read(?!Model)\w+\.ts$/.test(path));

  it.each(readers.map(({ path }) => path))('%s is called where a model is opened', (path) => {
    const callers = shipped.filter((source) => importsOf(source).includes(path));
    expect(callers.map((source) => source.path)).toContain('core/keras/readModel.ts');
    expect(callers.filter((source) => !source.path.startsWith('core/keras/'))).toEqual([]);
  });
});
