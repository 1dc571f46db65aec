import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { expect, test } from './studio.ts';

/** WCAG 2.2 AA in axe's tags, and axe's own best practices. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const PAGES = {
  home: 'docs/index.html',
  guide: 'docs/guide/first-model.html',
  rule: 'docs/rules/weight-bits.html',
  error: 'docs/errors/fbz/missing.html',
  api: 'docs/api/cnn2snn-studio/functions/quantizeModel.html',
} as const;

test('every problem, fix, term, layer and chip leads to its page', async ({ studio, page }) => {
  const faults = faultsOf(page.context());
  await studio.start();
  await studio.openSample('A model that does not convert', 'mnist_incompatible.h5');
  await test.step('a problem', async () => {
    await studio.drawer
      .getByRole('button', { name: /^Error: Padding of pool and convolution differ/ })
      .click();
    const detail = studio.drawer.getByRole('article');
    const title = await detail.getByRole('heading').innerText();
    const shown = await followed(detail.getByRole('link', { name: /^Learn more/ }));
    await expect(shown.getByRole('heading', { level: 1 })).toContainText(title);
    await shown.close();
  });

  await test.step('its fix', async () => {
    await studio.drawer.getByRole('button', { name: 'Fix', exact: true }).click();
    const preview = studio.drawer.getByRole('region', { name: 'Preview of the fix' });
    const shown = await followed(preview.getByRole('link', { name: /^Learn more/ }));
    expect(new URL(shown.url()).pathname).toMatch(/^\/docs\/fixes\/[a-z-]+\.html$/);
    await expect(shown.getByRole('heading', { name: /^Example/ })).toBeVisible();
    await shown.close();
    await preview.getByRole('button', { name: 'Cancel' }).click();
  });

  await test.step('a layer', async () => {
    const inspector = page.getByRole('complementary', { name: 'Selected layer' });
    const type = inspector.getByRole('link').first();
    const className = await type.innerText();
    const shown = await followed(type);
    await expect(shown.getByRole('heading', { level: 1 })).toContainText(className);
    await shown.close();
  });

  await test.step('a chip, and a term by the keyboard alone', async () => {
    await studio.enter('Quantize');
    const chip = await followed(studio.panel.getByRole('link', { name: /AKD1000/ }));
    await expect(chip.getByRole('heading', { level: 1 })).toContainText('AKD1000');
    await chip.close();
    await page.bringToFront();
    const term = studio.panel.getByRole('button', { name: 'Round' });
    await term.focus();
    await page.keyboard.press('Enter');
    const link = page.getByRole('dialog', { name: 'quantization' }).getByRole('link');
    await expect(link).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(link).toBeFocused();
    const [glossary] = await Promise.all([
      page.waitForEvent('popup'),
      page.keyboard.press('Enter'),
    ]);
    await expect(glossary.locator('#quantization')).toBeInViewport();
    await glossary.close();
    await page.bringToFront();
    await page.keyboard.press('Escape');
    await expect(term).toBeFocused();
  });

  await test.step('the top bar', async () => {
    const home = await followed(page.getByRole('link', { name: 'Documentation' }));
    await expect(home.getByRole('link', { name: 'Open the studio' }).first()).toBeVisible();
    await home.close();
  });
  expect(faults).toEqual([]);
});

test('a file that does not open leads to the page of its error', async ({ studio, page }) => {
  await studio.start();
  await studio.drop('package.json');
  const dialog = page.getByRole('dialog');
  const link = dialog.getByRole('link', { name: /^Learn more/ });
  const shown = await followed(link);
  expect(new URL(shown.url()).pathname).toMatch(/^\/docs\/errors\/[a-z]+\/[a-z-]+\.html$/);
  await expect(shown.getByRole('heading', { name: 'What to do' })).toBeVisible();
});

test('offline after the first visit: a rule is found and read', async ({
  studio,
  page,
  context,
}) => {
  test.slow();
  await studio.start();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
  await page.reload();
  await context.setOffline(true);
  const faults = faultsOf(context);
  await page.goto('docs/index.html');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('weight bitwidth');
  await page.locator('a[href*="rules/weight-bits.html"]').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Weight bitwidth not supported',
  );
  await expect(page.locator('main')).toContainText('QuantizedConv2D(');

  await test.step('and directly by its address', async () => {
    await page.goto('docs/fixes/average-to-stride.html');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Average to stride');
  });
  // The empty page that stands in for the others has the status of the page that it is.
  expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
});

// Each theme and each width once: what a theme changes are colours, what a width changes are places.
for (const [colorScheme, width] of [
  ['light', 400],
  ['dark', 1440],
] as const) {
  test.describe(`${colorScheme}, ${width} px`, () => {
    test.use({
      colorScheme,
      viewport: { width, height: 900 },
      contextOptions: { reducedMotion: 'reduce' },
    });

    test('axe finds nothing serious in the documentation', async ({ studio, page }) => {
      test.slow();
      const faults = faultsOf(studio.page.context());
      for (const [name, address] of Object.entries(PAGES)) {
        await page.goto(address);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page, name);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over, `${name} fits the width`).toBe(0);
      }
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByRole('searchbox').fill('bits');
      await expect(page.getByRole('option').first()).toBeVisible();
      // VitePress' list of results has a link in each option; axe wants an option to be the link itself.
      await expectAccessible(page, 'search', ['nested-interactive']);
      expect(faults).toEqual([]);
    });
  });
}

/** Presses a link and gives the tab that it opens. */
async function followed(link: Locator): Promise<Page> {
  const [shown] = await Promise.all([link.page().waitForEvent('popup'), link.click()]);
  await shown.waitForLoadState();
  return shown;
}

/** What any tab reports on its console as a fault, breaches of the Content-Security-Policy among them. */
function faultsOf(context: BrowserContext): readonly string[] {
  const faults: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  context.on('weberror', (error) => faults.push(error.error().message));
  return faults;
}

/** Fails on serious and critical violations, naming rule, element and reason. */
async function expectAccessible(page: Page, place: string, leftOut: string[] = []): Promise<void> {
  const { violations, passes } = await new AxeBuilder({ page })
    .withTags(TAGS)
    .disableRules(leftOut)
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
    );
  expect.soft(grave, place).toEqual([]);
  expect(passes.length, `${place}: axe has looked`).toBeGreaterThan(10);
}
