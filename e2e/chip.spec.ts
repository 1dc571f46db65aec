import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './studio.ts';

test.use({ colorScheme: 'dark', contextOptions: { reducedMotion: 'reduce' } });

test('what the network takes of the chip, from the first bits to the report', async ({
  studio,
  page,
}) => {
  test.slow();
  const { panel, drawer } = studio;
  await studio.start();
  await studio.openSample('Handwritten digits', 'mnist_float.h5');

  // Bits alone: processors and bytes, no figure of time.
  await studio.choosePreset('8/4/4');
  const card = panel.getByRole('region', { name: 'Chip', exact: true });
  await expect(card).toContainText('AKD1000');
  await expect(card).toContainText('Fits');
  await expect(card).toContainText('3 of 78 processors');
  await expect(card).not.toContainText(/ms|\u00b5J/);

  // The basis of a figure is one press away.
  await card.getByRole('button', { name: /processors$/ }).click();
  await expect(page.getByRole('dialog')).toContainText('virtual devices');
  await page.keyboard.press('Escape');

  // A run: its events give time and energy, each with a range.
  await studio.simulateSample();
  await expect(card).toContainText(
    /[\d.]+ (ms|\u00b5s) ([\d.]+ to [\d.]+ (ms|\u00b5s)|\u00b1 \d+ %)/,
  );
  await expect(card).toContainText(/[\d.]+ \u00b5J/);

  // The floor plan: the keyboard walks through the layers, and the graph follows.
  await card.getByRole('button', { name: 'Floor plan' }).click();
  const plan = drawer.getByRole('listbox', { name: 'Floor plan, all layers' });
  await expect(plan.getByRole('option')).toHaveCount(4);
  await plan.focus();
  await page.keyboard.press('End');
  const last = plan.getByRole('option', { name: /^classifier: 1 FNP3/ });
  await expect(last).toHaveAttribute('aria-selected', 'true');
  const inspector = page.getByRole('complementary', { name: 'Selected layer' });
  await expect(inspector.getByRole('region', { name: 'Processors' })).toContainText('FNP3');
  await plan.getByRole('option', { name: /^conv_1:/ }).click();
  await expect(inspector).toContainText('conv_1');
  await expect(drawer.getByRole('row', { name: /conv_1/ })).toContainText(/\d (ms|\u00b5s)/);
  await expectAccessible(page);

  // Another chip, and one of one's own that is too small.
  await drawer.getByRole('radio', { name: 'Two chips' }).click();
  const table = drawer.getByRole('table', { name: 'The network on two chips' });
  await expect(table.getByRole('row', { name: /^Processors/ })).toContainText('3 of 32');
  await drawer.getByRole('combobox', { name: 'Chip to compare with' }).click();
  await page.getByRole('option', { name: 'Own chip' }).click();
  await drawer.getByRole('textbox', { name: 'Processors', exact: true }).fill('2');
  await page.keyboard.press('Enter');
  await expect(table.getByRole('row', { name: /^Processors/ })).toContainText('of 2');
  await expectAccessible(page);
  await drawer.getByRole('radio', { name: 'Sparser' }).click();
  await expect(drawer).toContainText('10 points more sparsity');

  // On the graph, and in the report.
  await page.getByRole('combobox', { name: 'Colour by' }).click();
  await page.getByRole('option', { name: 'Time on the chip' }).click();
  await expect(studio.graph.getByRole('group', { name: /conv_1/ }).first()).toContainText(
    /\d (ms|\u00b5s)/,
  );
  await studio.enter('Export');
  await expect(card).toContainText('3 of 78 processors');
  const downloading = page.waitForEvent('download');
  await panel.getByRole('button', { name: /Report/ }).click();
  const html = await readFile(await (await downloading).path(), 'utf8');
  expect(html).toContain('<h2>Chip</h2>');
  expect(html).toContain('3 of 78');
  expect(html).toContain('from the events of one input');
  await expectAccessible(page);
});

/** Fails on serious and critical violations of WCAG 2.2 AA. */
async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
    );
  expect(grave).toEqual([]);
}
