import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { goldenFile } from '../src/core/testing/golden.ts';
import { goldenTfjs } from '../src/core/testing/tfjsModel.ts';
import { cliPath } from './cli.ts';
import { expect, test as studioTest } from './studio.ts';

/** `cnn2snn studio` as a user starts it. */
interface StudioCommand {
  /** What it prints: the page with the model. */
  readonly address: string;
  /** Ctrl-C, and the exit code. */
  readonly end: () => Promise<number | null>;
}

interface Fixtures {
  readonly format: 'h5' | 'tfjs';
  /** The file that the command names. */
  readonly model: string;
  readonly command: StudioCommand;
}

/** Every test has a server of its own, and so a browser storage of its own. */
const test = studioTest.extend<Fixtures>({
  format: ['h5', { option: true }],
  model: async ({ format }, use, testInfo) => {
    const golden = 'mnist/mnist_float.h5';
    const files =
      format === 'h5'
        ? [{ name: 'mnist_float.h5', bytes: goldenFile(golden) }]
        : await goldenTfjs(golden, { shardBytes: 100_000 });
    for (const { name, bytes } of files) writeFileSync(testInfo.outputPath(name), bytes);
    await use(testInfo.outputPath(files[0]?.name ?? ''));
  },
  command: async ({ model }, use) => {
    const child = spawn(process.execPath, [cliPath, 'studio', model, '--no-open', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await addressOf(child);
    const end = async () => {
      if (child.exitCode === null) {
        child.kill('SIGINT');
        await once(child, 'exit');
      }
      return child.exitCode;
    };
    await use({ address, end });
    await end();
  },
  baseURL: async ({ command }, use) => {
    await use(new URL('/', command.address).href);
  },
});

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  stdout?.setEncoding('utf8');
  for await (const part of stdout ?? []) {
    said += String(part);
    const [found] = /http:\S+/.exec(said) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error(`The command ended without an address: ${said}`);
}

test('the model is on screen; a reload goes on with the work', async ({
  studio,
  page,
  command,
}) => {
  await page.goto(command.address);
  await studio.expectOpen('mnist_float.h5');
  await expect(page).toHaveURL(/\/$/);
  await studio.choosePreset('8/2/2');
  await page.waitForTimeout(1000);
  await page.reload();
  await studio.expectOpen('mnist_float.h5');
  await expect(studio.step('Quantize')).toContainText('8/2/2');
});

test('earlier work stays, in a window of its own', async ({ studio, page, command, context }) => {
  await studio.start();
  await studio.openSample('Handwritten digits', 'mnist_float.h5');
  await studio.choosePreset('8/2/2');
  await page.waitForTimeout(1000);
  await page.goto('about:blank');

  await page.goto(command.address);
  await studio.expectOpen('mnist_float.h5');
  await expect(studio.step('Quantize')).toContainText('choose bits');
  const [other] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('button', { name: 'Open it' }).click(),
  ]);
  const stages = other.getByRole('navigation', { name: 'Stages' });
  await expect(stages.getByRole('button', { name: /^Quantize/ })).toContainText('8/2/2');
});

test('a file that changed is new when the page asks again', async ({
  studio,
  page,
  command,
  model,
}) => {
  writeFileSync(model, goldenFile('mnist/mnist_qat_iq8_wq2_aq2.h5'));
  await page.goto(command.address);
  await studio.expectOpen('mnist_float.h5');
  await expect(studio.step('Quantize')).toContainText('8/2/2');
});

// Without the studio fixture: the browser reports the refused connection on the console.
test('Ctrl-C ends the command, and the page says that the model did not come', async ({
  page,
  command,
}) => {
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  expect(await command.end()).toBe(0);
  await page.goto(command.address);
  const dialog = page.getByRole('dialog', { name: 'mnist_float.h5 did not open' });
  await expect(dialog).toContainText('the server did not hand it over');
});

test.describe('a TensorFlow.js model', () => {
  test.use({ format: 'tfjs' });

  test('comes with its weight files', async ({ studio, page, command }) => {
    await page.goto(command.address);
    await studio.expectOpen('model.json');
    await studio.choosePreset('8/4/4');
  });
});

for (const [named, message] of [
  ['opened/other.h5', 'the server answered 404'],
  ['https://elsewhere.example/other.h5', 'nothing from elsewhere'],
  ['../other.h5', 'nothing from elsewhere'],
] as const) {
  // Without the studio fixture: the browser reports a 404 on the console.
  test(`?model=${named} is told, and the studio is usable`, async ({ page }) => {
    await page.goto(`/?model=${encodeURIComponent(named)}`);
    const dialog = page.getByRole('dialog', { name: 'other.h5 did not open' });
    await expect(dialog).toContainText(message);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Open a Keras model' })).toBeVisible();
    await expect(page).toHaveURL(/\/$/);
  });
}
