import { writeFileSync } from 'node:fs';
import { goldenFile } from '../src/core/testing/golden.ts';
import { expect, test } from './studio.ts';

test('a damaged file: read what is wrong, and go on working', async ({
  studio,
  page,
}, testInfo) => {
  const whole = goldenFile('mnist/mnist_float.h5');
  const truncated = testInfo.outputPath('truncated.h5');
  writeFileSync(truncated, whole.subarray(0, 20_000));
  const renamed = testInfo.outputPath('notes.h5');
  writeFileSync(renamed, 'Not a model, only notes.');
  const good = testInfo.outputPath('mnist_float.h5');
  writeFileSync(good, whole);

  await studio.start();
  await test.step('on the first screen', async () => {
    await studio.drop(renamed);
    const dialog = page.getByRole('dialog', { name: 'notes.h5 did not open' });
    await expect(dialog.getByRole('article')).toContainText(/does not look like a model/);
    await expect(dialog.getByText('Fix', { exact: true })).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).first().click();
    await expect(page.getByRole('heading', { name: 'Open a Keras model' })).toBeVisible();
  });

  await studio.drop(good);
  await studio.expectOpen('mnist_float.h5');
  await studio.choosePreset('8/4/4');

  await test.step('over work that was begun', async () => {
    await studio.drop(truncated);
    const dialog = page.getByRole('dialog', { name: 'truncated.h5 did not open' });
    await expect(dialog).toContainText('The model that was open is still here, unchanged.');
    await expect(dialog.getByRole('article')).toContainText('truncated.h5');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await studio.expectOpen('mnist_float.h5');
  await expect(studio.step('Quantize')).toContainText('8/4/4');
  await studio.choosePreset('8/2/2');
});
