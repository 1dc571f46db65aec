import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeNpz } from '../../core/data/writeNpy.ts';
import { goldenFile } from '../../core/testing/golden.ts';
import { readNpy } from '../../core/data/readNpy.ts';
import { runCli, workplace } from '../testing/runCli.ts';

function samplesAt(path: string) {
  const inputs = readNpy(goldenFile('fuzz/fuzz_21_00/inputs.npy'), 'inputs.npy');
  writeFileSync(path, writeNpz(new Map([['x', inputs]])));
}

test('bc writes M_bc_calibrated.h5 and shows what changed', async () => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/quantized.h5', 'm.h5');
  samplesAt(at.path('samples.npz'));
  const argv = ['calibrate', 'bc', '-m', model, '-sa', at.path('samples.npz'), '-bs', '3'];
  const { code, out, err } = await runCli(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^3 samples\n/);
  expect(out).toContain(`Calibrated to ${at.path('m_bc_calibrated.h5')}\n`);
  const { out: layers } = await runCli(['inspect', '-m', at.path('m_bc_calibrated.h5')]);
  expect(layers).toContain('QuantizedDense');
});

test('levels writes M_levels_calibrated.h5 and shows the ranges', async () => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/quantized.h5', 'm.h5');
  samplesAt(at.path('samples.npz'));
  const argv = ['calibrate', 'levels', '-m', model, '-sa', at.path('samples.npz')];
  const { code, out, err } = await runCli(argv);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^\d+ samples\n\nactivation +max_value before +after\n/);
  expect(out).not.toContain('mean squared error');
  const ranges = [...out.matchAll(/^\S+ +([\d.]+) +([\d.]+)$/gm)];
  expect(ranges.length).toBeGreaterThan(0);
  expect(ranges.some(([, before, after]) => Number(after) < Number(before))).toBe(true);
  expect(out).toContain(`Calibrated to ${at.path('m_levels_calibrated.h5')}\n`);
});

test('a float model is refused with 1', async () => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/float.h5', 'm.h5');
  samplesAt(at.path('samples.npz'));
  const argv = ['calibrate', 'bc', '-m', model, '-sa', at.path('samples.npz')];
  const { code, err } = await runCli(argv);
  expect(code).toBe(1);
  expect(err).toContain('error[calibrate/not-quantized]');
  expect(at.files()).toEqual(['m.h5', 'samples.npz']);
});

test('bc --help shows the example', async () => {
  const { code, out } = await runCli(['calibrate', 'bc', '--help']);
  expect(code).toBe(0);
  expect(out).toContain('example:\n  cnn2snn calibrate bc -m');
});

test('a method is needed', async () => {
  const { code, err } = await runCli(['calibrate', '-m', 'm.h5']);
  expect(code).toBe(2);
  expect(err).toContain('METHOD');
});

test('adaround writes M_adaround_calibrated.h5 and shows what changed', async () => {
  const at = workplace();
  const model = at.copy('fuzz/fuzz_21_00/quantized.h5', 'm.h5');
  samplesAt(at.path('samples.npz'));
  const argv = [
    'calibrate',
    'adaround',
    '-m',
    model,
    '-sa',
    at.path('samples.npz'),
    '-e',
    '3',
    '-act',
  ];
  const { code, out } = await runCli(argv);
  expect(code).toBe(0);
  expect(out).toContain(`Calibrated to ${at.path('m_adaround_calibrated.h5')}\n`);
});
