import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './studio.ts';

// A 1440 x 900 screen at 200 %: WCAG 1.4.4 and 1.4.10.
test.use({ viewport: { width: 720, height: 450 } });

test('a narrow window shows settings, graph and details in turn', async ({ studio, page }) => {
  const shown = page.getByRole('radiogroup', { name: 'Shown' });
  await studio.start();
  // The graph waits for its turn.
  await page.getByRole('button', { name: 'Handwritten digits' }).click();
  await expect(studio.step('Model')).toContainText('16 layers');
  await studio.choosePreset('8/4/4');

  await test.step('the graph takes the place of the settings', async () => {
    await shown.getByRole('radio', { name: 'Graph' }).click();
    await expect(studio.panel).toBeHidden();
    // In view as the graph opens: a row out of view is not there to be clicked.
    await studio.graph.getByRole('button', { name: /^conv_0,/ }).click();
    await page.getByRole('button', { name: 'Inspect conv_0' }).click();
    const sheet = page.getByRole('dialog', { name: 'Selected layer' });
    await expect(sheet.getByRole('heading', { level: 2, name: 'conv_0' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('P shows the problems', async () => {
    await page.keyboard.press('p');
    await expect(shown.getByRole('radio', { name: 'Details' })).toBeChecked();
    await expect(studio.drawer.getByRole('tab', { name: /^Problems/ })).toBeVisible();
  });

  await test.step('a stage begins with its settings', async () => {
    await studio.simulateSample();
    await studio.enter('Export');
    await expect(page.getByRole('button', { name: 'Download .fbz' })).toBeVisible();
  });

  await test.step('nothing lies beside the window, and axe finds nothing serious', async () => {
    const size = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth, scrollHeight];
    });
    expect(size).toEqual([720, 450]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(
      ({ impact }) => impact === 'serious' || impact === 'critical',
    );
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
});
