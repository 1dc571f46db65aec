import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import { checkModel } from '../check/checkModel.ts';
import { hardwareRules } from '../rules/hardware/index.ts';
import { rules } from '../rules/index.ts';
import { buildChain } from '../testing/buildChain.ts';
import { goldenFiles } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { conv, dense, flatten } from '../testing/layerSpecs.ts';
import { applyFix, fixes, fixesFor, planFix } from './index.ts';

const HELPERS: ReadonlySet<string> = new Set([
  'affine',
  'define',
  'graphEdits',
  'grownMap',
  'index',
  'operations',
]);

describe('the registry of fixes', () => {
  it('lists every fix file', () => {
    const files = readdirSync(new URL('.', import.meta.url))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => name.replace('.ts', ''))
      .filter((name) => !HELPERS.has(name));
    expect(fixes.length).toBe(files.length);
  });

  it('has one fix an id, and answers rules that exist', () => {
    const known = new Set([...rules, ...hardwareRules].map(({ id }) => id));
    expect(new Set(fixes.map(({ id }) => id)).size).toBe(fixes.length);
    expect(fixes.flatMap((fix) => fix.rules.filter((rule) => !known.has(rule)))).toEqual([]);
  });
});

describe('fixes of a violation', () => {
  const graph = buildChain(
    [8, 8, 3],
    [conv('c', { activation: 'relu' }), flatten('f'), dense('d')],
  );
  const violation = checkModel(graph).find(({ code }) => code === 'rule/inline-activation');

  it('stand in the diagnostic', () => {
    expect(violation?.fix).toEqual({ pass: 'split-inline-activation', layer: 'c', exact: true });
  });

  it('are planned, described and applied by id', () => {
    const wanted = { pass: 'split-inline-activation', layer: 'c' };
    expect(violation && fixesFor(graph, violation).map(({ pass }) => pass)).toEqual([wanted.pass]);
    expect(planFix(graph, wanted).describe).toContain('"c_relu"');
    expect(applyFix(graph, wanted).layers.map(({ name }) => name)).toEqual([
      'input',
      'c',
      'c_relu',
      'f',
      'd',
    ]);
  });

  it.each([
    [{ pass: 'no-such-fix', layer: 'c' }, 'fix/unknown'],
    [{ pass: 'split-inline-activation', layer: 'd' }, 'fix/not-applicable'],
    [{ pass: 'split-inline-activation', layer: 'nobody' }, 'graph/unknown-layer-name'],
  ])('refuse %o', (wanted, code) => {
    let thrown: unknown;
    try {
      applyFix(graph, wanted);
    } catch (error) {
      thrown = error;
    }
    expect(isStudioError(thrown) && thrown.diagnostics.map((d) => d.code)).toEqual([code]);
  });
});

describe('no rule and no fix ever throws', () => {
  const files = [...goldenFiles('compat', '.h5'), ...goldenFiles('keras3', '.keras')];

  it.each(files)('%s', async (path) => {
    const graph = await readGoldenKeras(path);
    for (const inputIsImage of [true, false]) checkModel(graph, { inputIsImage });
    for (const node of graph.layers) for (const fix of fixes) fix.plan(graph, node);
  });
});
