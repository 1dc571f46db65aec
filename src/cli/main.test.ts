import { describe, expect, test } from 'vitest';
import { commands } from './commands/index.ts';
import { runCli } from './testing/runCli.ts';
import { version } from './version.ts';

test('--version', async () => {
  expect(await runCli(['--version'])).toEqual({
    code: 0,
    out: `cnn2snn-studio ${version}\n`,
    err: '',
  });
});

test('--help lists every command', async () => {
  const { code, out } = await runCli(['--help']);
  expect(code).toBe(0);
  for (const { name } of commands) expect(out).toMatch(new RegExp(`^ +${name}( |$)`, 'm'));
});

test.each(commands.map(({ name, example }) => [name, example]))(
  '%s --help shows an example',
  async (name, example) => {
    const { code, out } = await runCli([name, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`example:\n  ${example}`);
  },
);

describe('bad usage ends with 2 and says how to go on', () => {
  test.each([
    ['no command', [], 'The following arguments are required: COMMAND.', 'cnn2snn --help'],
    ['an unknown command', ['fly'], 'invalid choice', 'cnn2snn --help'],
    ['a missing model', ['convert'], 'required: -m/--model', 'cnn2snn convert --help'],
    [
      'an unknown option',
      ['convert', '-m', 'a', '-zz'],
      'Unrecognized arguments: -zz',
      'cnn2snn --help',
    ],
    [
      'a bad number',
      ['convert', '-m', 'a', '-sc', 'x'],
      "invalid 'float' value: 'x'",
      'cnn2snn convert --help',
    ],
    [
      'a bad boolean',
      ['convert', '-m', 'a', '-sp', 'maybe'],
      "expected True or False, got 'maybe'",
      'cnn2snn convert --help',
    ],
  ])('%s', async (_, argv, message, help) => {
    const { code, out, err } = await runCli(argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error\[cli\/usage\] {2}Command line not understood\n/);
    expect(err).toContain(message);
    expect(err).toContain(`Run "${help}"`);
  });
});

test('a missing file, in full', async () => {
  expect(await runCli(['convert', '-m', '/nowhere/model.h5'])).toEqual({
    code: 3,
    out: '',
    err: [
      'error[cli/no-such-file]  File not found',
      '  at   /nowhere/model.h5',
      '  why  There is no such file.',
      '  got  /nowhere/model.h5',
      '  fix  Check the spelling; paths start at the current folder.',
      '',
    ].join('\n'),
  });
});
