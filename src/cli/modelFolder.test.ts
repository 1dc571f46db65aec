import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { outcomeOf } from '../core/testing/damage.ts';
import { modelFilesIn, resultPath } from './modelFolder.ts';
import { workplace } from './testing/runCli.ts';

const DESIGN = '{"class_name": "Sequential", "config": {}}';

test.each([
  ['one model file', ['a.h5', 'notes.txt', '.hidden.h5'], ['a.h5']],
  ['one model file and JSON that is none', ['a.keras', 'labels.json'], ['a.keras']],
  ['a design and its weights', ['design.json', 'w.h5'], ['design.json', 'w.h5']],
  ['a design alone', ['design.json', 'labels.json'], ['design.json']],
  [
    'a design and a checkpoint',
    ['checkpoint', 'design.json', 'w.data-00000-of-00001', 'w.index'],
    ['design.json', 'w.data-00000-of-00001', 'w.index'],
  ],
  ['a SavedModel without its layers', ['saved_model.pb', 'other.h5'], ['saved_model.pb']],
  ['a SavedModel', ['keras_metadata.pb', 'saved_model.pb'], ['keras_metadata.pb']],
])('%s', (_, names, expected) => {
  const at = workplace();
  mkdirSync(at.path('model'));
  for (const name of names) {
    writeFileSync(at.path(`model/${name}`), name.startsWith('design') ? DESIGN : '{}');
  }
  expect(modelFilesIn(at.path('model'))).toEqual(expected);
});

test.each([
  ['nothing', [], 'cli/folder-without-model'],
  ['no model', ['labels.json', 'notes.txt'], 'cli/folder-without-model'],
  ['two models', ['a.h5', 'b.fbz'], 'cli/folder-of-models'],
  ['a design and two weights', ['design.json', 'a.h5', 'b.h5'], 'cli/folder-of-models'],
])('refuses %s', (_, names, code) => {
  const at = workplace();
  mkdirSync(at.path('model'));
  for (const name of names) {
    writeFileSync(at.path(`model/${name}`), name.startsWith('design') ? DESIGN : '{}');
  }
  expect(outcomeOf(() => modelFilesIn(at.path('model')))).toEqual([code]);
});

test('a file is no folder, and results lie beside a folder', () => {
  const at = workplace();
  mkdirSync(at.path('saved.v2'));
  writeFileSync(at.path('a.h5'), '');
  expect(modelFilesIn(at.path('a.h5'))).toBeNull();
  expect(modelFilesIn(at.path('missing'))).toBeNull();
  expect(resultPath(at.path('a.h5'))).toBe(at.path('a.h5'));
  for (const path of [at.path('saved.v2'), at.path('saved.v2/')]) {
    expect(resultPath(path)).toBe(at.path('saved.v2.model'));
  }
  expect(resultPath('.')).toBe(`${resolve('.')}.model`);
});
