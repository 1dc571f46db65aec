import { describe, expect, it } from 'vitest';
import { modelFilesIn, weightFilesOf } from './modelFile.ts';

const encode = (text: string) => new TextEncoder().encode(text);

describe('modelFilesIn', () => {
  it.each([
    [
      'a SavedModel',
      [
        'm/saved_model.pb',
        'm/keras_metadata.pb',
        'm/variables/variables.index',
        'm/variables/variables.data-00000-of-00001',
        'm/assets/vocab.txt',
      ],
      [
        'm/keras_metadata.pb',
        'm/variables/variables.index',
        'm/variables/variables.data-00000-of-00001',
      ],
    ],
    [
      'one model among other files',
      ['a/readme.md', 'a/model.keras', 'a/.DS_Store'],
      ['a/model.keras'],
    ],
    [
      'a TensorFlow.js model',
      ['a/model.json', 'a/group1-shard1of2.bin', 'a/group1-shard2of2.bin', 'b/other.bin'],
      ['a/model.json', 'a/group1-shard1of2.bin', 'a/group1-shard2of2.bin'],
    ],
    [
      'a design and its weights',
      ['a/design.json', 'a/w.weights.h5'],
      ['a/design.json', 'a/w.weights.h5'],
    ],
    [
      'a design and a TensorFlow checkpoint',
      ['a/checkpoint', 'a/design.json', 'a/w.index', 'a/w.data-00000-of-00001'],
      ['a/design.json', 'a/w.index', 'a/w.data-00000-of-00001'],
    ],
    ['a design alone', ['a/design.json', 'a/notes.txt'], ['a/design.json']],
    [
      'a model.json among others',
      ['a/model.json', 'a/package.json', 'a/w.h5'],
      ['a/model.json', 'a/w.h5'],
    ],
    ['a model beside settings', ['a/m.keras', 'a/settings.json'], ['a/m.keras']],
    ['a model beside several .json files', ['a/m.h5', 'a/x.json', 'a/y.json'], ['a/m.h5']],
    ['two models', ['a/m.h5', 'a/n.h5'], null],
    ['a model and a TensorFlow.js model', ['a/m.h5', 'a/model.json', 'a/g.bin'], null],
    ['several .json files alone', ['a/x.json', 'a/y.json'], null],
    ['pictures', ['a/1.png', 'a/2.png'], null],
  ] as const)('%s', (_, names, chosen) => {
    expect(modelFilesIn(names)).toEqual(chosen);
  });
});

describe('weightFilesOf', () => {
  it('gives the paths of every group, each once', () => {
    const groups = [{ paths: ['a.bin', 'sub/b.bin', 'a.bin'] }, { paths: ['c.bin'] }];
    const json = JSON.stringify({ weightsManifest: groups });
    expect(weightFilesOf(encode(json))).toEqual(['a.bin', 'sub/b.bin', 'c.bin']);
    expect(weightFilesOf(encode(`\ufeff \n${json}`))).toHaveLength(3);
  });

  it.each([
    '',
    'x',
    '{',
    '{}',
    '[]',
    '{"weightsManifest": 7}',
    '{"weightsManifest": [null]}',
    '{"weightsManifest": [{"paths": "a.bin"}]}',
    '{"weightsManifest": [{"paths": [1, null, {}]}]}',
    `{"weightsManifest": ${'['.repeat(100_000)}`,
  ])('gives none for %.60s', (text) => {
    expect(weightFilesOf(encode(text))).toEqual([]);
  });
});
