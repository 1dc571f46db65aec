import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { writeNpz } from '../core/data/writeNpy.ts';
import { commands } from './commands/index.ts';
import { exitCodes, exitMeanings } from './exitCodes.ts';
import { contractLines, FBZ, INPUTS, QUANTIZED, type Line } from './testing/contractLines.ts';
import { runCli, workplace, type Workplace } from './testing/runCli.ts';

const folders = vi.hoisted(() => ({
  studioFolder: '/nowhere',
  samplesFolder: () => 'public/samples',
}));
vi.mock('./packageFolders.ts', () => folders);

const every = commands.flatMap(({ name }) =>
  (contractLines[name] ?? []).map(
    (line) => [[name, ...line.words].slice(0, 2).join(' '), name, line] as const,
  ),
);
const withModel = every.filter(([, , { model }]) => model !== null);
const writing = every.filter(([, , { writes }]) => writes !== undefined);

/** The command line with that model, in words. */
function argv(at: Workplace, name: string, line: Line, model: string, ...more: string[]): string[] {
  const labelled = at.path('labelled.npz');
  if (line.words.includes('LABELLED')) {
    const x = { data: new Uint8Array(2 * 49 * 10), shape: [2, 49, 10, 1] };
    const y = { data: Int32Array.of(0, 1), shape: [2] };
    writeFileSync(
      labelled,
      writeNpz(
        new Map<string, typeof x | typeof y>([
          ['x', x],
          ['y', y],
        ]),
      ),
    );
  }
  const words = line.words.map((word) => (word === 'LABELLED' ? labelled : word));
  const named = line.model === null ? [] : line.model === '' ? [model] : [line.model, model];
  return [name, ...words, ...named, ...more];
}

interface Said {
  readonly ok: boolean;
  readonly diagnostics?: readonly Readonly<Record<string, unknown>>[];
}

/** Runs with and without --json: the same exit code, JSON that says the same, and each on its own stream. */
async function outcome(words: readonly string[], signal?: AbortSignal) {
  const json = await runCli([...words, '--json'], signal ? { signal } : {});
  const said = JSON.parse(json.out) as Said;
  expect(said.ok).toBe(json.code === exitCodes.done);
  const text = await runCli(words, signal ? { signal } : {});
  expect(text.code).toBe(json.code);
  if (said.ok) return { code: json.code, codes: [] };
  expect(said.diagnostics?.length ?? 0).toBeGreaterThan(0);
  const codes = (said.diagnostics ?? []).map((diagnostic) => {
    for (const field of ['code', 'severity', 'title', 'message', 'hint'])
      expect(diagnostic[field]).toEqual(expect.stringMatching(/./));
    expect(diagnostic['where']).toEqual(expect.any(Object));
    return String(diagnostic['code']);
  });
  if (json.code !== exitCodes.interrupted) expect(text.err + text.out).toContain(codes[0]);
  return { code: json.code, codes };
}

test('every command has its line in contractLines.ts', () => {
  expect(Object.keys(contractLines)).toEqual(commands.map(({ name }) => name));
});

describe('1, or 0: what a model is like', () => {
  const good = every.filter(([, , line]) => line.good !== null);
  test.each(good)('0: %s', { timeout: 60_000 }, async (_, name, line) => {
    const at = workplace();
    const output = line.writes === undefined ? [] : ['-o', at.path(`out${line.writes?.[0] ?? ''}`)];
    const words = argv(at, name, line, line.good ?? '', ...output);
    // A folder of results must be new.
    if (line.writes === null) expect((await runCli([...words, '--json'])).code).toBe(0);
    else expect(await outcome(words)).toEqual({ code: exitCodes.done, codes: [] });
  });

  const refused = every.filter(([, , line]) => line.refused !== null);
  test.each(refused)('1: %s', async (_, name, line) => {
    const at = workplace();
    const output = line.writes === undefined ? [] : ['-o', at.path(`out${line.writes?.[0] ?? ''}`)];
    const { code } = await outcome(argv(at, name, line, line.refused ?? '', ...output));
    expect(code).toBe(exitCodes.refused);
  });
});

describe('2: what a command line is like', () => {
  test.each(every)('%s', async (_, name, line) => {
    const at = workplace();
    const usage = { code: exitCodes.usage, codes: ['cli/usage'] };
    expect(await outcome([...argv(at, name, line, line.good ?? FBZ), '--no-such-option'])).toEqual(
      usage,
    );
    if (line.words.length > 0 && line.model !== '') expect(await outcome([name])).toEqual(usage);
  });

  test('no command, and one that there is not', async () => {
    for (const words of [[], ['fly']]) {
      expect(await outcome(words)).toEqual({ code: exitCodes.usage, codes: ['cli/usage'] });
    }
  });

  test.each(writing)('a name for the result that it cannot have: %s', async (_, name, line) => {
    const at = workplace();
    const own = line.writes ?? [];
    mkdirSync(at.path('folder.h5'));
    writeFileSync(at.path('file'), '');
    const to = async (path: string) => {
      const { code, codes } = await outcome(argv(at, name, line, QUANTIZED, '-o', at.path(path)));
      expect(code).toBe(exitCodes.usage);
      return codes;
    };
    for (const ending of ['.onnx', '.txt', '.pb', '.tflite', '.zip']) {
      expect(await to(`out${ending}`), ending).toEqual(['cli/wrong-ending']);
    }
    if (line.writes === null) {
      expect(await to('file')).toEqual(['cli/output-is-file']);
    } else {
      expect(await to('out')).toEqual(['cli/wrong-ending']);
      expect(await to('folder.h5')).toEqual(['cli/output-is-folder']);
      expect(await to('folder.h5/')).toEqual(['cli/output-is-folder']);
    }
    expect(await to(`no/where${own[0] ?? ''}`)).toEqual(['cli/no-output-folder']);
    expect(await to(`file/where${own[0] ?? ''}`)).toEqual(['cli/no-output-folder']);
    expect(at.files()).toEqual(expect.arrayContaining(['file', 'folder.h5']));
    expect(at.files().filter((file) => file.startsWith('out'))).toEqual([]);
  });
});

describe('3: what a file is like', () => {
  test.each(withModel)('%s', async (_, name, line) => {
    const at = workplace();
    mkdirSync(at.path('empty'));
    mkdirSync(at.path('several'));
    mkdirSync(at.path('other'));
    for (const model of ['a.h5', 'b.h5']) at.copy('named/dscnn_kws/float.h5', `several/${model}`);
    writeFileSync(at.path('other/notes.txt'), 'notes');
    writeFileSync(at.path('page.h5'), '<!doctype html><title>no</title>');
    writeFileSync(at.path('nothing.h5'), '');
    writeFileSync(at.path('cut.h5'), readFileSync(QUANTIZED).subarray(0, 9000));
    const of = async (model: string) => {
      const { code, codes } = await outcome(argv(at, name, line, at.path(model)));
      expect(code).toBe(exitCodes.unreadable);
      return codes;
    };
    expect(await of('missing.h5')).toEqual(['cli/no-such-file']);
    expect(await of('empty')).toEqual(['cli/folder-without-model']);
    expect(await of('other')).toEqual(['cli/folder-without-model']);
    expect(await of('several')).toEqual(['cli/folder-of-models']);
    expect(await of('page.h5')).toEqual(['keras/other-format']);
    expect(await of('nothing.h5')).toEqual(['keras/unknown-file']);
    expect(await of('cut.h5')).toEqual(['keras/damaged-hdf5']);
    expect(at.files().filter((file) => file.includes('_'))).toEqual([]);
  });

  const reading = every.filter(([, , { words }]) => words.some((word) => /^-(i|sa)$/.test(word)));
  test.each(reading)('its data: %s', async (_, name, line) => {
    const at = workplace();
    mkdirSync(at.path('folder'));
    writeFileSync(at.path('page.npy'), '<!doctype html>');
    const flag = line.words.findIndex((word) => /^-(i|sa)$/.test(word));
    const of = async (data: string) => {
      const words = line.words.map((word, i) => (i === flag + 1 ? at.path(data) : word));
      const model = name === 'run' || name === 'evaluate' ? FBZ : QUANTIZED;
      const { code, codes } = await outcome(argv(at, name, { ...line, words }, model));
      expect(code).toBe(exitCodes.unreadable);
      return codes;
    };
    expect(await of('missing.npy')).toEqual(['cli/no-such-file']);
    expect(await of('folder')).toEqual(['cli/is-folder']);
    expect((await of('page.npy')).every((code) => code.startsWith('data/'))).toBe(true);
  });
});

test('130: stopped, as text and as JSON', async () => {
  const controller = new AbortController();
  controller.abort();
  const words = ['run', '-m', FBZ, ...INPUTS];
  expect(await outcome(words, controller.signal)).toEqual({
    code: exitCodes.interrupted,
    codes: ['cli/interrupted'],
  });
  const { out, err } = await runCli(words, { signal: controller.signal });
  expect({ out, err }).toEqual({ out: '', err: 'Stopped. Nothing was written.\n' });
});

test('70: a fault of the program is not taken for anything else', async () => {
  const [command] = commands;
  const run = vi.spyOn(command ?? { run: () => Promise.resolve(0) }, 'run');
  run.mockRejectedValue(new TypeError('x is undefined'));
  expect(await outcome(['inspect', '-m', FBZ])).toEqual({ code: 70, codes: ['cli/fault'] });
  run.mockRestore();
});

describe('the exit codes are told', () => {
  test.each(every)('%s --help', async (_, name, { words }) => {
    const method = name === 'calibrate' ? words.slice(0, 1) : [];
    for (const line of [[], [name], [name, ...method]]) {
      const { out } = await runCli([...line, '--help']);
      if (line.length < 2)
        for (const text of Object.values(exitMeanings)) expect(out).toContain(text);
      if (line.length === 2 || (line.length === 1 && method.length === 0))
        expect(out).toContain('--json');
    }
  });

  test('in the guide', () => {
    const guide = readFileSync('docs/guide/command-line.md', 'utf8');
    for (const [ending, code] of Object.entries(exitCodes)) {
      const meaning = exitMeanings[ending as keyof typeof exitMeanings];
      expect(guide.replace(/ +/g, ' ')).toContain(`| ${code} | ${meaning} |`);
    }
  });
});
