import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './studio.ts';

/** WCAG 2.2 AA in axe's tags, and axe's own best practices. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing serious on any stage', async ({ studio, page }) => {
      test.slow();
      await studio.start();
      await expectAccessible(page, 'start');

      await studio.openSample('Handwritten digits', 'mnist_float.h5');
      await expectAccessible(page, 'model');
      await studio.enter('Simulate');
      await expectAccessible(page, 'simulate, blocked');
      await studio.choosePreset('8/4/4');
      await expectAccessible(page, 'quantize');
      await studio.enter('Fine-tune');
      await expectAccessible(page, 'fine-tune');
      await studio.simulateSample();
      await expectAccessible(page, 'simulate');
      await studio.enter('Export');
      await expectAccessible(page, 'export');
    });

    test('axe finds nothing serious among problems, layers and dialogs', async ({
      studio,
      page,
    }) => {
      test.slow();
      await studio.start();
      await studio.openSample('A model that does not convert', 'mnist_incompatible.h5');
      await studio.drawer
        .getByRole('button', { name: /^Error:/ })
        .first()
        .click();
      await expectAccessible(page, 'a problem and its layer');
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page, 'palette');
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page, 'keys');
    });
  });
}

/** Fails on serious and critical violations, naming rule, element and reason. */
async function expectAccessible(page: Page, place: string): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page })
    .withTags(TAGS)
    // WCAG 2.5.3, which axe leaves off by default: who speaks what a button shows must reach it.
    .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
    );
  expect(grave, place).toEqual([]);
  expect(passes.length, `${place}: axe has looked`).toBeGreaterThan(10);
}
