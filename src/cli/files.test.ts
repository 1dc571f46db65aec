import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readModel } from '../core/keras/readModel.ts';
import { outcomeOf } from '../core/testing/damage.ts';
import { readModelInput, writeOutputs } from './files.ts';
import { workplace } from './testing/runCli.ts';

describe('writeOutputs', () => {
  test('replaces what was there', () => {
    const at = workplace();
    writeFileSync(at.path('a'), 'old');
    writeOutputs([{ path: at.path('a'), bytes: 'new' }], []);
    expect(readFileSync(at.path('a'), 'utf8')).toBe('new');
    expect(at.files()).toEqual(['a']);
  });

  test('never replaces an input, under whatever name', () => {
    const at = workplace();
    writeFileSync(at.path('in'), 'in');
    linkSync(at.path('in'), at.path('hard'));
    // Windows lets only an administrator make symbolic links.
    const hasLinks = process.platform !== 'win32';
    if (hasLinks) symlinkSync(at.path('in'), at.path('soft'));
    for (const name of ['in', 'hard', ...(hasLinks ? ['soft'] : [])]) {
      const write = () => {
        writeOutputs([{ path: at.path(name), bytes: 'out' }], [at.path('in')]);
      };
      expect(outcomeOf(write)).toEqual(['cli/would-overwrite-input']);
    }
    expect(readFileSync(at.path('in'), 'utf8')).toBe('in');
  });

  test('writes none of several when one cannot be written', () => {
    const at = workplace();
    const outputs = [at.path('a'), at.path('no/b')].map((path) => ({ path, bytes: 'x' }));
    const write = () => {
      writeOutputs(outputs, []);
    };
    expect(outcomeOf(write)).toEqual(['cli/cannot-write']);
    expect(at.files()).toEqual([]);
  });

  test('one name is not given to two', () => {
    const at = workplace();
    const outputs = [at.path('a'), at.path('./a')].map((path) => ({ path, bytes: 'x' }));
    const write = () => {
      writeOutputs(outputs, []);
    };
    expect(outcomeOf(write)).toEqual(['cli/same-output']);
    expect(at.files()).toEqual([]);
  });

  test('a folder is no place for a file', () => {
    const at = workplace();
    mkdirSync(at.path('folder'));
    const write = () => {
      writeOutputs([{ path: at.path('folder'), bytes: 'x' }], []);
    };
    expect(outcomeOf(write)).toEqual(['cli/cannot-write']);
    expect(at.files()).toEqual(['folder']);
  });
});

describe('readModelInput', () => {
  const modelJson = (paths: readonly unknown[]) => JSON.stringify({ weightsManifest: [{ paths }] });

  test('reads the weight files beside a model.json, each once', () => {
    const at = workplace();
    mkdirSync(at.path('weights'));
    writeFileSync(at.path('weights/a.bin'), 'a');
    writeFileSync(at.path('model.json'), modelJson(['weights/a.bin', 'weights/a.bin', 7]));
    const files = readModelInput(at.path('model.json'));
    expect(files.map(({ name }) => name)).toEqual([at.path('model.json'), 'weights/a.bin']);
  });

  test.each([
    ['k06_savedmodel_folder', 3],
    ['k06_arch_and_weights', 2],
  ])('a folder that is a model opens: %s', async (folder, count) => {
    const files = readModelInput(`src/fixtures/field/${folder}`);
    expect(files).toHaveLength(count);
    expect((await readModel(files)).kind).toBe('keras');
  });

  test('a missing weight file is named', () => {
    const at = workplace();
    writeFileSync(at.path('model.json'), modelJson(['a.bin']));
    expect(outcomeOf(() => readModelInput(at.path('model.json')))).toEqual(['cli/no-such-file']);
  });

  test.each(['/etc/passwd', '../secret.bin', 'a/../../secret.bin'])(
    'does not follow %s',
    (path) => {
      const at = workplace();
      writeFileSync(at.path('model.json'), modelJson([path]));
      expect(outcomeOf(() => readModelInput(at.path('model.json')))).toEqual(['cli/shard-outside']);
    },
  );

  test('other JSON and other files are left to the reader', () => {
    const at = workplace();
    for (const text of ['{', '{}', '{"weightsManifest": 7}', '{"weightsManifest": [null]}', 'x']) {
      writeFileSync(at.path('model.json'), text);
      expect(readModelInput(at.path('model.json'))).toHaveLength(1);
    }
  });
});
