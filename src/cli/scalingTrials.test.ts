import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runCli, workplace } from './testing/runCli.ts';
import { writeModelOn01 } from './testing/modelOn01.ts';

const sample = (name: string) =>
  fileURLToPath(new URL(`../../public/samples/${name}`, import.meta.url));
const DIGITS = sample('mnist_test500.npz');

/** The sample as a model that was trained on x / 255 and does not say so, quantized. */
async function unscaled() {
  const at = workplace();
  const float = at.path('digits.h5');
  await writeModelOn01(sample('mnist_float.h5'), float);
  const quantized = at.path('q.h5');
  await runCli(['quantize', '-m', float, '-iq', '8', '-wq', '4', '-aq', '4', '-o', quantized]);
  return { at, float, quantized };
}

describe('a model that does not say how its inputs are scaled', () => {
  it('is told of: check warns and exits with 0, convert writes the file and warns', async () => {
    const { at, float, quantized } = await unscaled();
    const checked = await runCli(['check', '-m', float]);
    expect(checked.code).toBe(0);
    expect(checked.out).toContain('warning[convert/scaling-unsaid]');
    const fine = await runCli(['check', '-m', quantized]);
    expect(fine.code).toBe(0);
    expect(fine.out).toContain('warning[convert/scaling-unsaid]');
    const output = at.path('out.fbz');
    const converted = await runCli(['convert', '-m', quantized, '-o', output]);
    expect(converted.code).toBe(0);
    expect(converted.err).toContain('warning[convert/scaling-unsaid]');
    expect(readFileSync(output).length).toBeGreaterThan(0);
  });

  it('is silent once it is said, raw pixels too', async () => {
    const { at, quantized } = await unscaled();
    const said = ['convert', '-m', quantized, '-o', at.path('out.fbz'), '-sc', '1'];
    expect((await runCli(said)).err).toBe('');
    const scaled = await runCli(['check', '-m', sample('mnist_float.h5')]);
    expect(scaled.out).not.toContain('scaling-unsaid');
  });

  it('-sc auto tries the usual ones on labelled images and takes the best', async () => {
    const { at, quantized } = await unscaled();
    const [auto, by255] = [at.path('auto.fbz'), at.path('by255.fbz')];
    const tried = await runCli([
      ...['convert', '-m', quantized, '-sc', 'auto', '-i', DIGITS, '-o', auto],
    ]);
    expect({ code: tried.code, err: tried.err }).toEqual({ code: 0, err: '' });
    expect(tried.out).toMatch(/images in 0\.\.1 +255 +0 +\d+ \(/);
    expect(tried.out).toContain('Taken: -sc 255 -sh 0');
    await runCli(['convert', '-m', quantized, '-sc', '255', '-o', by255]);
    expect(readFileSync(auto).equals(readFileSync(by255))).toBe(true);
    const json = await runCli([
      ...['check', '-m', quantized, '-sc', 'auto', '-i', DIGITS, '--json'],
    ]);
    const result = JSON.parse(json.out) as { scaling: object; diagnostics: { code: string }[] };
    expect(result.scaling).toMatchObject({ scale: 255, shift: 0, images: 60 });
    expect(result.diagnostics.map(({ code }) => code)).not.toContain('convert/scaling-unsaid');
  });

  it.each([
    [['-sc', 'auto'], 'give them with -i'],
    [['-i', DIGITS], 'is for the images on which -sc auto'],
    [['-sc', 'auto', '-sh', '3', '-i', DIGITS], 'leave -sh out'],
    [['-sc', 'much'], "invalid 'float' value"],
  ])('refuses %s', async (options, why) => {
    const { code, err } = await runCli(['check', '-m', sample('mnist_float.h5'), ...options]);
    expect(code).toBe(2);
    expect(err).toContain(why);
  });

  it('is left as it is where the model says its scaling', async () => {
    const model = sample('mnist_float.h5');
    const { out } = await runCli(['check', '-m', model, '-sc', 'auto', '-i', DIGITS]);
    expect(out).not.toContain('Taken');
  });
});
