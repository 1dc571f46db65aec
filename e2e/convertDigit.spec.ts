import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { goldenDir } from '../src/core/testing/golden.ts';
import { runCli } from './cli.ts';
import { expect, test } from './studio.ts';

const MODEL = `${goldenDir()}/mnist/mnist_float.h5`;

test('drop a float model, choose 8/4/4, simulate a digit, take the .fbz that the command line writes', async ({
  studio,
  page,
}, testInfo) => {
  await studio.start();
  await studio.drop(MODEL);
  await studio.expectOpen('mnist_float.h5');
  await expect(studio.step('Export')).toContainText('not yet');
  await studio.choosePreset('8/4/4');

  await test.step('simulate a digit', async () => {
    await studio.simulateSample(3);
    const outcome = studio.panel.getByRole('region', { name: 'What came of it' });
    await expect(outcome).toContainText('It is 1.');
    await expect(outcome.getByRole('status')).toContainText('1');
    await expect(studio.step('Simulate')).toContainText('% silent');
  });

  await test.step('see heatmaps', async () => {
    for (const layer of ['conv_0', 'conv_1', 'sep_2']) {
      const tiles = studio.drawer.getByRole('application', { name: `Spikes of ${layer}` });
      await expect(tiles).toBeVisible();
      expect(await colours(tiles.locator('canvas')), layer).toBeGreaterThan(2);
    }
    const answer = studio.drawer.getByRole('region', { name: 'Classes' });
    for (const model of ['Float', 'Quantized', 'Spiking']) {
      await expect(answer.getByRole('columnheader', { name: model })).toBeAttached();
    }
    await studio.drawer
      .getByRole('application', { name: 'Spikes of conv_0' })
      .hover({ position: { x: 6, y: 6 } });
    await expect(page.getByText(/^Channel \d+, row \d+, column \d+$/)).toBeVisible();
  });

  await test.step('download the .fbz', async () => {
    await studio.enter('Export');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      studio.panel.getByRole('button', { name: /\.fbz/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('mnist_float_iq8_wq4_aq4.fbz');
    const fromPage = testInfo.outputPath('page.fbz');
    await download.saveAs(fromPage);

    const quantized = testInfo.outputPath('quantized.h5');
    const fromCli = testInfo.outputPath('cli.fbz');
    runCli('quantize', '-m', MODEL, '-wq', '4', '-aq', '4', '-iq', '8', '-o', quantized);
    runCli('convert', '-m', quantized, '-o', fromCli);
    expect(readFileSync(fromPage).equals(readFileSync(fromCli))).toBe(true);
  });
});

/** Number of different colours on a canvas. */
function colours(canvas: Locator): Promise<number> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } =
      element.getContext('2d')?.getImageData(0, 0, element.width, element.height) ?? {};
    return new Set(new Uint32Array(data?.buffer ?? new ArrayBuffer(0))).size;
  });
}
