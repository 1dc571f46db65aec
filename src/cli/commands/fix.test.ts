import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { goldenDir } from '../../core/testing/golden.ts';
import { runCli, workplace } from '../testing/runCli.ts';

const incompatible = 'public/samples/mnist_incompatible.h5';
const broken = (name: string) => `${goldenDir()}/compat/${name}.h5`;

interface Report {
  readonly ok: boolean;
  readonly output: string | null;
  readonly exact: boolean;
  readonly fixes: readonly { readonly pass: string; readonly layers: readonly string[] }[];
  readonly before: { readonly errors: number; readonly hardware: number };
  readonly after: { readonly errors: number; readonly hardware: number };
  readonly diagnostics: readonly { readonly code: string }[];
}

async function fixed(model: string, ...options: string[]) {
  const at = workplace();
  const argv = ['fix', '-m', model, '-o', at.path('out.h5'), ...options, '--json'];
  const { code, out, err } = await runCli(argv);
  expect(err).toBe('');
  return { code, files: at.files(), at, ...(JSON.parse(out) as Report) };
}

describe('cnn2snn fix', () => {
  test('does the exact fixes unless it is told otherwise, and says what is left', async () => {
    const { code, ok, exact, before, after, diagnostics, files } = await fixed(incompatible);
    expect({ code, ok, exact }).toEqual({ code: 1, ok: false, exact: true });
    expect([before, after]).toEqual([
      { errors: 6, hardware: 0 },
      { errors: 1, hardware: 0 },
    ]);
    expect(diagnostics).toMatchObject([{ code: 'rule/relu-only', where: { layer: 'parts_relu' } }]);
    expect(files).toEqual(['out.h5']);
  });

  test('--all leads to a model that converts', async () => {
    const { code, ok, exact, after, at } = await fixed(incompatible, '--all');
    expect({ code, ok, exact }).toEqual({ code: 0, ok: true, exact: false });
    expect(after).toEqual({ errors: 0, hardware: 0 });
    expect((await runCli(['check', '-m', at.path('out.h5')])).code).toBe(0);
    // What is mended already needs no fix.
    const again = await runCli(['fix', '-m', at.path('out.h5'), '--all', '--list']);
    expect(again.out).toBe('No fix applies: errors 0 -> 0, limits of the chip 0 -> 0\n');
  });

  test('--rule mends one rule on all its layers', async () => {
    const { fixes, after } = await fixed(incompatible, '--rule', 'inline-activation');
    expect(fixes).toMatchObject([
      { pass: 'split-inline-activation', layers: ['edges', 'digit'], exact: true, errors: 2 },
    ]);
    expect(after.errors).toBe(4);
  });

  test('--list writes nothing', async () => {
    const { output, files, fixes } = await fixed(incompatible, '--all', '--list');
    expect({ output, files }).toEqual({ output: null, files: [] });
    expect(fixes.length).toBeGreaterThan(3);
  });

  test('what no fix answers is told and kept', async () => {
    const { code, diagnostics, files, fixes } = await fixed(broken('concat'), '--all');
    expect(code).toBe(1);
    expect(fixes).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'rule/serial-graph' }]);
    expect(files).toEqual(['out.h5']);
  });

  test('as text, beside the model', async () => {
    const at = workplace();
    const model = at.copy('compat/depthwise.h5', 'm.h5');
    const { code, out, err } = await runCli(['fix', '-m', model]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^fix +on +problems less +weights more +outputs\ndepthwise-to-conv +depthwise_conv2d +1 +\d+ +the same\n\nerrors 1 -> 0/,
    );
    expect(out).toContain(`Fixed to ${at.path('m_fixed.h5')}\n`);
    expect([...at.files()].sort()).toEqual(['m.h5', 'm_fixed.h5']);
  });

  test('-o NAME.py writes source that builds the model, and its weights beside it', async () => {
    const at = workplace();
    const output = at.path('fixed.py');
    const { code, err } = await runCli(['fix', '-m', incompatible, '--all', '-o', output]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect([...at.files()].sort()).toEqual(['fixed.npz', 'fixed.py']);
    expect(readFileSync(output, 'utf8')).toContain("'fixed.npz'");
  });

  test('of a quantized model there is no source', async () => {
    const at = workplace();
    const model = `${goldenDir()}/named/dscnn_kws/quantized.h5`;
    const { code, err } = await runCli(['fix', '-m', model, '-o', at.path('m.py')]);
    expect(code).toBe(2);
    expect(err).toContain('error[keras/not-in-python]');
    expect(at.files()).toEqual([]);
  });

  test('limits of the chip count only where one is named', async () => {
    const model = broken('hw_conv_valid');
    expect((await fixed(model)).before).toEqual({ errors: 0, hardware: 1 });
    expect((await fixed(model, '--hardware', 'none')).before).toEqual({ errors: 0, hardware: 0 });
  });

  test.each([
    ['a rule that there is not', ['--rule', 'no-such-rule'], 'There is no rule "no-such-rule"'],
    ['two choices', ['--all', '--exact'], 'not allowed with argument'],
  ])('refuses %s', async (_, options, said) => {
    const { code, err } = await runCli(['fix', '-m', incompatible, ...options]);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
