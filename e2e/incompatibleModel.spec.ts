import { expect, test } from './studio.ts';

const MODEL = 'public/samples/mnist_incompatible.h5';

test('drop an incompatible model, see all its problems, fix, undo, redo, convert', async ({
  studio,
  page,
}) => {
  const { drawer } = studio;
  const tab = drawer.getByRole('tab', { name: /^Problems/ });
  const errors = drawer.getByRole('button', { name: /^Error: / });
  const detail = drawer.getByRole('article');
  const preview = drawer.getByRole('region', { name: 'Preview of the fix' });
  const done = drawer.getByRole('status', { name: 'Done' });

  await studio.start();
  await studio.drop(MODEL);
  await studio.expectOpen('mnist_incompatible.h5');

  await test.step('all problems at once, counted in the tab', async () => {
    await expect(tab).toContainText('Error 6');
    // One row a rule; by layer there is one a problem.
    await expect(errors).toHaveCount(4);
    await drawer.getByRole('radio', { name: 'Layer' }).click();
    await expect(errors).toHaveCount(6);
    await expect(studio.step('Model')).toContainText('6 errors');
  });

  await test.step('a click leads to the layer and says found, allowed, why and how', async () => {
    await errors.filter({ hasText: 'Padding of pool and convolution differ' }).click();
    await expect(detail.getByRole('definition').filter({ hasText: "'valid'" })).toBeVisible();
    await expect(detail).toContainText('Why');
    await expect(page.getByRole('heading', { level: 2, name: 'edges_pool' })).toBeVisible();
  });

  await test.step('the fix shows what it changes; Enter does it, Ctrl+Z takes it back', async () => {
    await detail.getByRole('button', { name: 'Fix' }).click();
    await expect(preview).toContainText('Same outputs');
    await expect(preview).toContainText('padding "valid" \u2192 "same"');
    await expect(errors).toHaveCount(6);
    await page.keyboard.press('Enter');
    await expect(errors).toHaveCount(5);
    await expect(done).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(errors).toHaveCount(6);
    await page.keyboard.press('Control+Shift+z');
    await expect(errors).toHaveCount(5);
  });

  await test.step('all that keep the outputs in one go, with a summary', async () => {
    await drawer.getByRole('button', { name: 'Make it convertible' }).click();
    await expect(preview).toContainText('Same outputs');
    await preview.getByRole('button', { name: 'Apply' }).click();
    await expect(done).toContainText('changes done');
    // The summary is there at once, what is left a moment later.
    await expect(errors).not.toHaveCount(5);
    const left = await errors.count();
    expect(left).toBeLessThan(5);
    await page.keyboard.press('Control+z');
    await expect(errors).toHaveCount(5);
    await page.keyboard.press('Control+Shift+z');
    await expect(errors).toHaveCount(left);
  });

  await test.step('what is left changes the function, and says so', async () => {
    for (let left = await errors.count(); left > 0; left = await errors.count()) {
      await errors.first().click();
      await detail.getByRole('button', { name: 'Fix' }).click();
      await expect(preview).toContainText(/Same outputs|fine-tune after/);
      await preview.getByRole('button', { name: 'Apply' }).click();
      await expect(done).toBeVisible();
      await expect(errors).not.toHaveCount(left);
    }
    await expect(tab).not.toContainText('Error');
  });

  await test.step('it converts, and the file comes out', async () => {
    await studio.choosePreset('8/4/4');
    await expect(studio.step('Export')).toContainText('kB');
    await studio.enter('Export');
    const checks = studio.panel.getByRole('region', { name: 'Checks' });
    await expect(checks).toContainText('Reads back equal');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      studio.panel.getByRole('button', { name: 'Download .fbz' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('mnist_incompatible_iq8_wq4_aq4.fbz');
  });
});
