import { expect, test } from 'vitest';
import { goldenDir } from '../../core/testing/golden.ts';
import { runCli } from '../testing/runCli.ts';

interface Report {
  readonly ok: boolean;
  readonly diagnostics: readonly { readonly code: string; readonly severity: string }[];
}

async function checked(path: string, ...options: string[]) {
  const argv = ['check', '-m', `${goldenDir()}/${path}`, ...options, '--json'];
  const { code, out, err } = await runCli(argv);
  expect(err).toBe('');
  const { ok, diagnostics } = JSON.parse(out) as Report;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return { code, ok, errors: errors.map((diagnostic) => diagnostic.code) };
}

test('a model that fits ends with 0', async () => {
  expect(await checked('mnist/mnist_qat_iq8_wq4_aq4.h5')).toEqual({
    code: 0,
    ok: true,
    errors: [],
  });
});

test('a broken rule ends with 1', async () => {
  const expected = { code: 1, ok: false, errors: ['rule/supported-layer'] };
  expect(await checked('compat/avgpool.h5')).toEqual(expected);
});

test('limits of the chip count only where one is named', async () => {
  const path = 'shapes/kernel_3x5_conv/quantized.h5';
  const { code, errors } = await checked(path);
  expect(code).toBe(1);
  expect(errors.every((rule) => rule.startsWith('rule/hw-'))).toBe(true);
  expect(await checked(path, '--hardware', 'none')).toEqual({ code: 0, ok: true, errors: [] });
});

test('converted networks are held against the chip', async () => {
  expect((await checked('shapes/kernel_3x5_conv/model.fbz')).code).toBe(1);
  expect((await checked('named/akidanet_025_96/model.fbz')).code).toBe(0);
});

test('every finding in JSON has the fields that scripts rely on', async () => {
  const path = `${goldenDir()}/compat/avgpool.h5`;
  const { out } = await runCli(['check', '-m', path, '--json']);
  const { diagnostics } = JSON.parse(out) as Report;
  const found = diagnostics.find(({ code }) => code === 'rule/supported-layer');
  expect(found).toMatchObject({
    severity: 'error',
    where: { layer: 'average_pooling2d' },
    received: 'AveragePooling2D',
  });
  for (const field of ['message', 'expected', 'hint', 'source'])
    expect(found).toHaveProperty(field);
});

test('as text, with a summary', async () => {
  const path = `${goldenDir()}/compat/avgpool.h5`;
  const { code, out } = await runCli(['check', '-m', path, '-sc', '1']);
  expect(code).toBe(1);
  expect(out).toContain(
    `error[rule/supported-layer]  Layer type not supported\n  at   layer "average_pooling2d" in ${path}\n`,
  );
  expect(out).toMatch(/avgpool\.h5: 1 error, 0 warnings, \d notes\n$/);
});

test('--keras says how a layer would be written instead, as text and as JSON', async () => {
  const path = `${goldenDir()}/compat/hw_pool_3.h5`;
  const { out } = await runCli(['check', '-m', path, '--keras']);
  expect(out).toMatch(
    /keras {2}replace "[\w]+":\n {4}- x = layers\.MaxPooling2D\(pool_size=\(3, 3\).*\n {4}\+ x = layers\.MaxPooling2D\(pool_size=\(2, 2\)/,
  );
  const asked = JSON.parse(
    (await runCli(['check', '-m', path, '--keras', '--json'])).out,
  ) as Report;
  expect(asked.diagnostics.some((found) => 'rewrite' in found)).toBe(true);
  const plain = JSON.parse((await runCli(['check', '-m', path, '--json'])).out) as Report;
  expect(plain.diagnostics.some((found) => 'rewrite' in found)).toBe(false);
});
