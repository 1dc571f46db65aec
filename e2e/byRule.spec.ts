import { writeFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { mobileNet } from '../src/core/testing/largeModels.ts';
import { expect, test } from './studio.ts';

test('MobileNet to no error in four clicks at most, and back with one', async ({
  studio,
  page,
}, info) => {
  const path = info.outputPath('mobilenet.h5');
  await writeFile(path, await mobileNet());
  const { drawer } = studio;
  const tab = drawer.getByRole('tab', { name: /^Problems/ });
  const preview = drawer.getByRole('region', { name: 'Preview of the fix' });
  let clicks = 0;
  const click = async (button: ReturnType<typeof drawer.getByRole>) => {
    clicks += 1;
    await button.click();
  };

  await studio.start();
  await studio.drop(path);
  await studio.expectOpen('mobilenet.h5');
  await expect(tab).toContainText('Error 18');

  await test.step('one row a rule', async () => {
    const rows = drawer.getByRole('button', { name: /^Error: / });
    await expect(rows).toHaveCount(3);
    await expect(rows.filter({ hasText: 'DepthwiseConv2D' })).toContainText('13 layers');
  });

  await test.step('the checklist: exact ones ticked, counts before and after', async () => {
    await click(drawer.getByRole('button', { name: 'Make it convertible' }));
    const ticked = preview.getByRole('checkbox', { checked: true });
    await expect(ticked).toHaveCount(2);
    await expect(preview.getByRole('checkbox')).toHaveCount(4);
    await expect(preview.getByRole('status')).toContainText('Errors 18 \u2192 8');
    await expect(preview.getByRole('status')).toContainText('Hardware 4 \u2192 0');
    await page.screenshot({ path: info.outputPath('checklist.png') });
    const { violations } = await new AxeBuilder({ page }).include('.drawer').analyze();
    expect(violations).toEqual([]);
    await click(preview.getByRole('button', { name: 'Tick all' }));
    await expect(preview.getByRole('status')).toContainText('Errors 18 \u2192 0');
    await click(preview.getByRole('button', { name: 'Apply' }));
  });

  await expect(tab).not.toContainText('Error');
  await expect(tab).not.toContainText('Hardware');
  expect(clicks).toBeLessThanOrEqual(4);
  await page.screenshot({ path: info.outputPath('done.png') });

  await page.keyboard.press('Control+z');
  await expect(tab).toContainText('Error 18');
  await expect(tab).toContainText('Hardware 4');

  await test.step('a rule alone: all its layers with one fix, one preview, one undo', async () => {
    await drawer.getByRole('button', { name: /^Error: DepthwiseConv2D/ }).click();
    await expect(
      drawer.getByRole('button', { name: 'conv_dw_13', exact: true }).first(),
    ).toBeVisible();
    await page.screenshot({ path: info.outputPath('rule.png') });
    await drawer.getByRole('button', { name: 'Fix all 13' }).click();
    await expect(preview.getByRole('status')).toContainText('Errors 18 \u2192 5');
    await preview.getByRole('button', { name: 'Apply' }).click();
    await expect(tab).toContainText('Error 5');
    await page.keyboard.press('Control+z');
    await expect(tab).toContainText('Error 18');
  });

  await test.step('in the dark, and narrow', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 1024, height: 768 });
    await drawer.getByRole('button', { name: 'Make it convertible' }).click();
    await expect(preview.getByRole('checkbox')).toHaveCount(4);
    await page.screenshot({ path: info.outputPath('checklist-dark.png') });
    await preview.getByRole('button', { name: 'Cancel' }).click();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  await test.step('"See the errors" shows them, wherever one is', async () => {
    await drawer.getByRole('radio', { name: 'Hardware 4' }).click();
    await expect(drawer.getByRole('button', { name: /^Error: / })).toHaveCount(0);
    await studio.panel.getByRole('button', { name: 'See the 18 errors' }).click();
    await expect(drawer.getByRole('button', { name: /^Error: / })).toHaveCount(3);
    await expect(drawer.getByRole('article')).toContainText('Fix all 13');
  });

  await test.step('another model begins at the top of its list', async () => {
    await drawer.getByRole('radio', { name: 'Layer' }).click();
    const list = drawer.locator('.problem-list');
    await list.evaluate((element) => {
      element.scrollTop = 500;
    });
    await studio.drop('public/samples/mnist_incompatible.h5');
    await studio.expectOpen('mnist_incompatible.h5');
    await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(0);
  });
});
