// Pictures of every stage, light and dark, into docs/screenshots. Run after `npm run build:studio`.
// node scripts/screenshots/run.mjs [folder of the built studio]
import { mkdirSync, statSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { requireChromium } from '../test/chromium.mjs';

const FOLDER = 'docs/screenshots';
const VIEWPORT = { width: 1440, height: 900 };
/** A run over 500 images takes seconds, on a busy machine more. */
const PATIENCE_MS = 120_000;

const server = await preview({
  logLevel: 'warn',
  preview: { port: 0 },
  build: { outDir: process.argv[2] ?? 'dist/studio' },
});
const url = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: requireChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
});
mkdirSync(FOLDER, { recursive: true });
try {
  for (const theme of ['light', 'dark']) {
    await inNewWindow(theme, convertDigits);
    await inNewWindow(theme, findProblems);
  }
} finally {
  await browser.close();
  await server.close();
}

/** From the first screen to the .fbz, with the built-in digits. */
async function convertDigits(page, shoot) {
  await shoot('start');
  await open(page, 'Handwritten digits');
  await layer(page, 'conv_1').click();
  await shoot('model');

  await enter(page, 'Quantize');
  await page.getByRole('radio', { name: '8/4/4' }).click();
  await step(page, 'Quantize').filter({ hasText: '8/4/4' }).waitFor();
  await colourBy(page, 'Weight bits');
  await shoot('quantize');

  await enter(page, 'Fine-tune');
  await shoot('finetune');

  await enter(page, 'Simulate');
  await page.getByRole('button', { name: /^Image 1:/ }).click();
  await page.getByRole('region', { name: 'What came of it' }).getByText('sure').waitFor();
  await colourBy(page, 'Silent neurons');
  await shoot('simulate');

  await page.getByRole('tab', { name: 'Data set' }).click();
  await page.getByRole('button', { name: /^Run MNIST/ }).click();
  const result = page.getByRole('heading', { name: 'What the spiking model takes for what' });
  await result.waitFor({ timeout: PATIENCE_MS });
  await shoot('dataset');

  await enter(page, 'Export');
  await page.getByRole('button', { name: /\.fbz/ }).first().waitFor();
  await shoot('export');

  await page.keyboard.press('f');
  await page.getByRole('dialog').getByRole('region', { name: 'Spikes' }).waitFor();
  await drawSeven(page);
  await shoot('demo');
}

/** Draws on the pad of the demo. */
async function drawSeven(page) {
  const { x, y, width } = await page.getByRole('dialog').locator('canvas').first().boundingBox();
  await page.mouse.move(x + 0.25 * width, y + 0.2 * width);
  await page.mouse.down();
  await page.mouse.move(x + 0.7 * width, y + 0.2 * width, { steps: 8 });
  await page.mouse.move(x + 0.45 * width, y + 0.8 * width, { steps: 8 });
  await page.mouse.up();
}

/** The deliberately broken model, with one of its problems open. */
async function findProblems(page, shoot) {
  await open(page, 'A model that does not convert');
  const problems = page.getByRole('region', { name: 'Drawer' });
  await problems
    .getByRole('button', { name: /^Error:/ })
    .first()
    .click();
  await shoot('problems');
}

/** Runs `tour` in a window of that theme that has never been here. */
async function inNewWindow(theme, tour) {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await tour(page, async (name) => {
    await page.mouse.move(720, 1);
    // Late panels, pictures and the layout of the graph settle without a mark to wait for.
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(1500);
    const path = `${FOLDER}/${name}-${theme}.png`;
    await page.screenshot({ path });
    console.log(`${path}  ${Math.round(statSync(path).size / 1000)} kB`);
  });
  await context.close();
}

async function open(page, title) {
  await page.getByRole('button', { name: title }).click();
  await page
    .getByRole('region', { name: 'Graph of the model' })
    .getByRole('group')
    .first()
    .waitFor();
}

function step(page, name) {
  return page
    .getByRole('navigation', { name: 'Stages' })
    .getByRole('button', { name: new RegExp(`^${name}`) });
}

async function enter(page, name) {
  await step(page, name).click();
  await page.getByRole('heading', { level: 2, name }).waitFor();
}

function layer(page, name) {
  return page
    .getByRole('region', { name: 'Graph of the model' })
    .getByRole('button', { name: new RegExp(`^${name},`) });
}

async function colourBy(page, mode) {
  await page.getByRole('combobox', { name: 'Colour by' }).click();
  await page.getByRole('option', { name: mode }).click();
}
