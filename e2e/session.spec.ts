import type { Page } from '@playwright/test';
import { goldenDir } from '../src/core/testing/golden.ts';
import { expect, test, type Studio } from './studio.ts';

const MODEL = `${goldenDir()}/mnist/mnist_float.h5`;

test('a session survives a reload: model, settings, stage, undo and redo', async ({
  studio,
  page,
}) => {
  await studio.start();
  await beginWork(studio, page);
  await reloadWhenKept(page);
  await studio.expectOpen('mnist_float.h5');
  await expect(studio.panel.getByRole('heading', { level: 2, name: 'Quantize' })).toBeVisible();
  await expectHistory(studio, page);
});

test('a session goes to a file and comes back from it', async ({ studio, page }, testInfo) => {
  await studio.start();
  await beginWork(studio, page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Control+s'),
  ]);
  expect(download.suggestedFilename()).toBe('mnist_float.session.zip');
  const file = testInfo.outputPath(download.suggestedFilename());
  await download.saveAs(file);

  await test.step('another model in between', async () => {
    await studio.drop(`${goldenDir()}/mnist/mnist_qat_iq8_wq2_aq2.h5`);
    await studio.expectOpen('mnist_qat_iq8_wq2_aq2.h5');
    await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
  });

  await studio.drop(file);
  await studio.expectOpen('mnist_float.h5');
  await expectHistory(studio, page);
});

test('a closed model does not come back', async ({ studio, page }) => {
  await studio.start();
  await studio.drop(MODEL);
  await studio.expectOpen('mnist_float.h5');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('close the model');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Open a Keras model' })).toBeVisible();
  await reloadWhenKept(page);
  await expect(page.getByRole('heading', { name: 'Open a Keras model' })).toBeVisible();
});

/** Opens the float model, quantizes it twice, and takes the second time back. */
async function beginWork(studio: Studio, page: Page): Promise<void> {
  await studio.drop(MODEL);
  await studio.expectOpen('mnist_float.h5');
  await studio.choosePreset('8/4/4');
  await studio.choosePreset('8/2/2');
  await page.keyboard.press('Control+z');
  await expect(studio.step('Quantize')).toContainText('8/4/4');
}

/** Walks the history that `beginWork` made, to both of its ends. */
async function expectHistory(studio: Studio, page: Page): Promise<void> {
  await expect(studio.step('Quantize')).toContainText('8/4/4');
  await page.keyboard.press('Control+Shift+Z');
  await expect(studio.step('Quantize')).toContainText('8/2/2');
  await expect(page.getByRole('button', { name: 'Nothing to redo' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(studio.step('Quantize')).toContainText('8/4/4');
  await page.keyboard.press('Control+z');
  await expect(studio.step('Quantize')).toContainText('choose bits');
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();
}

/** The page gathers changes for a moment before it keeps them. */
async function reloadWhenKept(page: Page): Promise<void> {
  await page.waitForTimeout(1000);
  await page.reload();
}
