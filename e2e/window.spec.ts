import { writeFileSync } from 'node:fs';
import { goldenDir } from '../src/core/testing/golden.ts';
import { expect, Studio, test } from './studio.ts';

const MODEL = `${goldenDir()}/mnist/mnist_float.h5`;

test('two windows keep a session each', async ({ studio, page, context }) => {
  await studio.start();
  await studio.drop(MODEL);
  await studio.expectOpen('mnist_float.h5');
  await studio.choosePreset('8/4/4');

  const other = new Studio(await context.newPage());
  await other.start();
  await other.drop(`${goldenDir()}/mnist/mnist_qat_iq8_wq2_aq2.h5`);
  await other.expectOpen('mnist_qat_iq8_wq2_aq2.h5');
  // The page gathers changes for a moment before it keeps them.
  await other.page.waitForTimeout(1000);

  await page.reload();
  await studio.expectOpen('mnist_float.h5');
  await expect(studio.step('Quantize')).toContainText('8/4/4');
  await other.page.reload();
  await other.expectOpen('mnist_qat_iq8_wq2_aq2.h5');
});

test('a picture and a data set dropped on the window run through the open network', async ({
  studio,
  page,
}, testInfo) => {
  await studio.start();
  await studio.openSample('Handwritten digits', 'mnist_float.h5');
  await studio.choosePreset('8/4/4');
  const picture = testInfo.outputPath('seven.png');
  writeFileSync(picture, Buffer.from(await page.evaluate(drawSeven), 'base64'));

  await studio.drop(picture);
  await expect(studio.panel.getByRole('region', { name: 'What came of it' })).toContainText(
    /7\s*\d+(\.\d)? % sure/,
  );
  await studio.drop('public/samples/mnist_test500.npz');
  await expect(studio.drawer.getByRole('tab', { name: /^Data set/ })).toContainText('99.6 %', {
    timeout: 60_000,
  });
  await expect(studio.step('Simulate')).toContainText('silent');
});

test('the page never scrolls, whatever a panel holds', async ({ studio, page }) => {
  await studio.start();
  await studio.openSample('Handwritten digits', 'mnist_float.h5');
  await studio.choosePreset('8/4/4');
  await studio.graph.getByRole('button', { name: /^conv_1,/ }).click();
  const inspector = page.getByRole('complementary', { name: 'Selected layer' });
  await expect(inspector.getByRole('region', { name: 'On the chip' })).toBeVisible();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(height).toBe(page.viewportSize()?.height);
});

/** A seven in ink on paper, as PNG in base64. Runs in the page. */
function drawSeven(): string {
  const canvas = document.createElement('canvas');
  canvas.width = 400;
  canvas.height = 300;
  const context = canvas.getContext('2d');
  if (!context) return '';
  context.fillStyle = '#eee';
  context.fillRect(0, 0, 400, 300);
  context.lineWidth = 24;
  context.strokeStyle = '#111';
  context.stroke(new Path2D('M130 70 H250 L180 240'));
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
}
