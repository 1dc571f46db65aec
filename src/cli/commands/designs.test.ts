import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fieldFile } from '../../core/testing/doors.ts';
import { runCli, workplace } from '../testing/runCli.ts';

/** A folder with a design in it, and with its weights beside it where wanted. */
function placed({ weights = false } = {}) {
  const at = workplace();
  const design = at.path('model.json');
  writeFileSync(design, fieldFile('k06_arch_and_weights/model.json'));
  if (weights) writeFileSync(at.path('model.h5'), fieldFile('k06_arch_and_weights/model.h5'));
  return { at, design };
}

describe('a design without weights on the command line', () => {
  test('check: exit code 0, and what was not looked at', async () => {
    const { design } = placed();
    const { code, out } = await runCli(['check', '-m', design]);
    expect(code).toBe(0);
    expect(out).toContain('info[rule/weights-missing]');
    expect(out).toContain('0 errors');
  });

  test('quantize and reshape write designs, which are checked at their bits', async () => {
    const { at, design } = placed();
    const bits = ['-wq', '4', '-aq', '4', '-iq', '8'];
    expect(await runCli(['quantize', '-m', design, ...bits])).toMatchObject({ code: 0, err: '' });
    expect(at.files()).toEqual(['model.json', 'model_iq8_wq4_aq4.json']);
    const { code, out } = await runCli(['check', '-m', at.path('model_iq8_wq4_aq4.json')]);
    expect([code, out.includes('quantization-missing')]).toEqual([0, false]);
    const size = ['-iw', '12', '-ih', '12'];
    await runCli(['reshape', '-m', design, ...size, '-o', at.path('same.json')]);
    expect(at.files()).toContain('same.json');
  });

  test.each(['same.h5', 'same.keras'])('no design goes into %s', async (name) => {
    const { at, design } = placed();
    const { code, err } = await runCli(['quantize', '-m', design, '-o', at.path(name)]);
    expect(code).toBe(2);
    expect(err).toMatch(/cli\/wrong-ending|keras\/not-in-keras-3/);
    expect(at.files()).toEqual(['model.json']);
  });

  test('a model with weights does not become a .json', async () => {
    const at = workplace();
    const model = at.copy('mnist/mnist_float.h5', 'model.h5');
    const { code, err } = await runCli(['quantize', '-m', model, '-o', at.path('a.json')]);
    expect(code).toBe(2);
    expect(err).toContain('cli/wrong-ending');
  });

  test('convert says that it needs the weights; the folder that holds both converts', async () => {
    const alone = placed();
    const refused = await runCli(['convert', '-m', alone.design]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('error[graph/no-weights]');
    const { at } = placed({ weights: true });
    const quantized = at.path('quantized.h5');
    await runCli(['quantize', '-m', at.path('.'), '-iq', '8', '-o', quantized]);
    expect(await runCli(['convert', '-m', quantized, '-sc', '1'])).toMatchObject({
      code: 0,
      err: '',
    });
  });
});
