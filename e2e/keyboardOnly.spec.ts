import type { Locator, Page } from '@playwright/test';
import { expect, test } from './studio.ts';

/** More stops than any part of the page has. */
const MOST_STOPS = 120;

test('keyboard only: from the first screen to the .fbz', async ({ studio, page }) => {
  await studio.start();
  await test.step('open a sample', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Handwritten digits' }));
    await page.keyboard.press('Enter');
    await studio.expectOpen('mnist_float.h5');
  });

  await test.step('walk the graph, open a layer', async () => {
    await tabTo(page, studio.graph.getByRole('button', { name: /^input_1/ }));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const inspector = page.getByRole('complementary', { name: 'Selected layer' });
    await expect(inspector.getByRole('heading', { level: 2, name: 'conv_1' })).toBeVisible();
  });

  await test.step('the keys themselves', async () => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toContainText('Undo');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('choose bits, take them back, choose them again', async () => {
    await page.keyboard.press('2');
    await expect(studio.panel.getByRole('heading', { level: 2, name: 'Quantize' })).toBeVisible();
    await tabTo(page, studio.panel.getByRole('radio', { name: 'As opened' }));
    await page.keyboard.press('ArrowDown');
    await expect(studio.panel.getByRole('radio', { name: '8/4/4' })).toBeFocused();
    await page.keyboard.press('Space');
    await expect(studio.panel.getByRole('radio', { name: '8/4/4' })).toBeChecked();
    await expect(studio.step('Quantize')).toContainText('8/4/4');
    await page.keyboard.press('Control+z');
    await expect(studio.step('Quantize')).toContainText('choose bits');
    await page.keyboard.press('Control+Shift+Z');
    await expect(studio.step('Quantize')).toContainText('8/4/4');
  });

  await test.step('simulate a digit, read a neuron', async () => {
    await page.keyboard.press('4');
    await tabTo(page, studio.panel.getByRole('button', { name: /^Image 4:/ }));
    await page.keyboard.press('Enter');
    const outcome = studio.panel.getByRole('region', { name: 'What came of it' });
    await expect(outcome).toContainText('It is 0.');
    await tabTo(page, studio.drawer.getByRole('application', { name: 'Spikes of conv_0' }));
    await page.keyboard.press('ArrowRight');
    await expect(page.getByText('Channel 0, row 0, column 1')).toBeVisible();
  });

  await test.step('demo mode and back', async () => {
    await page.keyboard.press('f');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('take the .fbz', async () => {
    await page.keyboard.press('5');
    await tabTo(page, studio.panel.getByRole('button', { name: /\.fbz/ }));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.keyboard.press('Enter'),
    ]);
    expect(download.suggestedFilename()).toBe('mnist_float_iq8_wq4_aq4.fbz');
  });
});

/** Presses Tab until `target` has the focus, and checks that the focus can be seen at every stop. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return { name: 'body', isMarked: true };
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      return {
        name: element.outerHTML.slice(0, 120),
        isMarked: outlineStyle !== 'none' || boxShadow !== 'none',
      };
    });
    expect(focused.isMarked, `the focus shows on ${focused.name}`).toBe(true);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reached ${String(target)}.`);
}
