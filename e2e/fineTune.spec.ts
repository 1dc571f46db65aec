import { readFileSync } from 'node:fs';
import type { FileChooser, Locator, Page, TestInfo, Worker } from '@playwright/test';
import { writeZip } from '../src/core/data/zip.ts';
import { goldenDir } from '../src/core/testing/golden.ts';
import { runCli } from './cli.ts';
import { followFrames } from './frames.ts';
import { expect, test, type Studio } from './studio.ts';

const FLOAT = `${goldenDir()}/mnist/mnist_float.h5`;

test('fine-tune at 8/2/2 on the built-in digits: accuracy rises, and the chip runs what was trained', async ({
  studio,
  page,
  browser,
}, testInfo) => {
  await begin(studio);

  await test.step('the page stays free while it trains', async () => {
    await set(studio, 'Epochs', 200);
    await start(studio);
    await underWay(studio);
    await expect(studio.drawer.locator('.u-wrap')).toHaveCount(2);
    const { intervals, longestTask } = await followFrames(browser, page, 5000);
    // What the page itself takes of the processor between two frames; other processes may take the rest of the time by the clock.
    expect(longestTask, 'longest task, ms of processor time').toBeLessThan(50);
    const slow = intervals.filter((interval) => interval > 50);
    expect(slow.length, `slow frames of ${intervals.length}`).toBeLessThan(0.05 * intervals.length);
    await studio.panel.getByRole('button', { name: 'Stop' }).click();
    await studio.panel.getByRole('button', { name: 'Discard' }).click();
  });

  await test.step('train', async () => {
    await set(studio, 'Epochs', 4);
    await start(studio);
  });

  await test.step('the three models side by side', async () => {
    const [before, after] = await accuracies(studio, 'Spiking');
    expect(after).toBeGreaterThan(before + 50);
    await expect(studio.drawer).toContainText('Three models on 500 test images not trained on');
    await expect(studio.drawer).toContainText('Accuracy on 150 validation images');
    await expect(studio.drawer).toContainText('the same class to all 500 images');
    const status = `${after.toFixed(1)} % of 500 test images`;
    await expect(studio.step('Fine-tune')).toContainText(status);
  });

  await test.step('what is downloaded is what the command line makes of the trained .h5', async () => {
    await expectSameAsCli(studio, page, testInfo);
  });

  await test.step('undo brings back the weights of the file', async () => {
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('button', { name: /^Redo/ })).toBeEnabled();
  });
});

test('trained for fewer events, the network fires less, and the studio says how much', async ({
  studio,
}) => {
  await studio.start();
  await studio.drop(FLOAT);
  await studio.expectOpen('mnist_float.h5');
  await studio.choosePreset('8/4/4');
  await studio.enter('Fine-tune');
  await expect(studio.panel.getByText('850 to train')).toBeVisible();
  const isCharged = studio.panel.getByRole('switch', { name: 'Train for fewer events' });

  await test.step('the charge is a switch, with words beside it', async () => {
    await isCharged.click();
    await expect(studio.panel.getByText('one event of an image adds to the loss')).toBeVisible();
    await set(studio, 'Weight of the charge', 0);
    await expect(studio.panel.getByRole('alert')).toHaveText('Above 0.');
    await set(studio, 'Weight of the charge', 0.002);
    await set(studio, 'Epochs', 2);
  });

  await test.step('events before and after, on images that it was not trained on', async () => {
    await start(studio);
    const judged = studio.drawer.getByRole('table', { name: /^Three models/ });
    const row = judged.getByRole('row', { name: /an image/ });
    await expect(row).toBeVisible({ timeout: 80_000 });
    const counts = await row.getByRole('cell').allTextContents();
    const [before = NaN, after = NaN] = counts.map((text) => Number(text.replace(/\s/g, '')));
    expect(after).toBeLessThan(0.8 * before);
    await expect(judged.getByRole('row', { name: /^Time on the chip/ })).toContainText('ms');
    await expect(studio.drawer).toContainText('Hoyer, 0.002');
  });

  await test.step('the setting is kept over a reload', async () => {
    await studio.page.reload();
    await studio.expectOpen('mnist_float.h5');
    await studio.enter('Fine-tune');
    await expect(isCharged).toBeChecked();
  });
});

test('a training can be paused and stopped; what it learned is used only when asked for', async ({
  studio,
  page,
}) => {
  await begin(studio);
  await set(studio, 'Epochs', 200);
  await start(studio);
  await underWay(studio);

  await studio.panel.getByRole('button', { name: 'Pause' }).click();
  await expect(studio.panel).toContainText('paused');
  const step = studio.drawer.locator('dt', { hasText: 'Step' }).locator('+ dd');
  // A step that was under way ends first.
  await page.waitForTimeout(1000);
  const paused = await step.textContent();
  await page.waitForTimeout(1500);
  expect(await step.textContent()).toBe(paused);
  await studio.panel.getByRole('button', { name: 'Resume' }).click();
  await expect(step).not.toHaveText(paused ?? '');

  // The same worker answers for the pictures.
  await studio.drawer.getByRole('tab', { name: 'Images' }).click();
  await expect(studio.drawer.locator('canvas').first()).toBeVisible();
  await studio.drawer.getByRole('tab', { name: 'Training' }).click();
  await studio.panel.getByRole('button', { name: 'Stop' }).click();
  await expect(studio.panel).toContainText(/Stopped at .* % on 150 validation images/);
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeHidden();
  await studio.panel.getByRole('button', { name: 'Continue' }).click();
  await expect(studio.panel.getByRole('button', { name: 'Pause' })).toBeEnabled({
    timeout: 30_000,
  });
  await studio.panel.getByRole('button', { name: 'Stop' }).click();
  await studio.panel.getByRole('button', { name: 'Use what was learned' }).click();
  const [before, after] = await accuracies(studio, 'Spiking');
  expect(after).toBeGreaterThan(before);
});

test('a worker that dies is replaced, and the training goes on', async ({ studio, page }) => {
  await begin(studio);
  await set(studio, 'Epochs', 8);
  await start(studio);
  await underWay(studio);
  await (
    await trainingWorker(page)
  ).evaluate(() => {
    self.close();
  });
  await expect(studio.panel).toContainText('It was started again', { timeout: 30_000 });
  const [before, after] = await accuracies(studio, 'Spiking');
  expect(after).toBeGreaterThan(before + 50);
});

test('a lost GPU hands over to WebAssembly, and nothing learned is lost', async ({
  studio,
  page,
}) => {
  test.setTimeout(180_000);
  await begin(studio);
  // Fewer images than the built-in ones: a GPU that is computed takes long.
  await chooseFiles(studio, page, 'public/samples/mnist_test500.npz');
  await expect(studio.panel).toContainText('352 to train, 74 to validate, 74 to test');
  await set(studio, 'Epochs', 6);
  await set(studio, 'Batch size', 128);
  await studio.panel.getByText('More settings').click();
  await choose(studio, page, 'Runs on', 'GPU (WebGL)');
  await watchContexts(page);
  await start(studio);
  await expect(studio.drawer).toContainText('GPU (WebGL)', { timeout: 60_000 });
  await expect(studio.step('Fine-tune')).toContainText(/epoch [2-6]\/6/, { timeout: 120_000 });
  await (
    await trainingWorker(page)
  ).evaluate(() => {
    const { contexts } = self as unknown as { contexts: WebGL2RenderingContext[] };
    for (const gl of contexts) gl.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await expect(studio.panel).toContainText('nothing learned was lost', { timeout: 30_000 });
  await expect(studio.drawer).toContainText('WebAssembly');
  const [before, after] = await accuracies(studio, 'Spiking');
  expect(after).toBeGreaterThan(before);
});

test('a reload in the middle of a training offers to continue it', async ({ studio, page }) => {
  await begin(studio);
  await set(studio, 'Epochs', 300);
  await start(studio);
  await underWay(studio);
  await page.reload();
  await studio.expectOpen('mnist_float.h5');
  await expect(studio.panel).toContainText('interrupted', { timeout: 30_000 });
  await studio.panel.getByRole('button', { name: 'Continue' }).click();
  await underWay(studio);
  await studio.panel.getByRole('button', { name: 'Stop' }).click();
  await studio.panel.getByRole('button', { name: 'Discard' }).click();
  await expect(studio.panel.getByRole('button', { name: 'Start training' })).toBeEnabled();
});

test('another model ends a training and is left alone by it; the first one goes on when it is open again', async ({
  studio,
  page,
}) => {
  await begin(studio);
  await set(studio, 'Epochs', 300);
  await start(studio);
  await underWay(studio);
  await studio.drop(`${goldenDir()}/mnist/mnist_qat_iq8_wq2_aq2.h5`);
  await studio.expectOpen('mnist_qat_iq8_wq2_aq2.h5');
  const messages = page.getByRole('region', { name: /^Messages/ });
  await expect(messages).toContainText('The training of mnist_float.h5 was stopped');
  await studio.enter('Fine-tune');
  await expect(studio.panel.getByRole('button', { name: 'Start training' })).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeVisible();

  await studio.drop(FLOAT);
  await studio.expectOpen('mnist_float.h5');
  await studio.choosePreset('8/2/2');
  await studio.enter('Fine-tune');
  await expect(studio.panel).toContainText('interrupted');
  await studio.panel.getByRole('button', { name: 'Continue' }).click();
  await underWay(studio);
  await studio.panel.getByRole('button', { name: 'Stop' }).click();
  await studio.panel.getByRole('button', { name: 'Discard' }).click();
});

test('images of the user: a .zip with a folder a class, shown by class and trained on', async ({
  studio,
  page,
}) => {
  await begin(studio);
  await chooseSquares(studio, page);
  await studio.panel.getByRole('button', { name: /squares\.zip/ }).click();
  for (const row of ['left 40', 'right 40']) {
    await expect(studio.drawer.getByRole('row', { name: row })).toBeVisible();
  }
  await expect(studio.drawer.locator('canvas')).toHaveCount(24);
  await expect(studio.panel).toContainText('56 to train, 12 to validate, 12 to test, 2 classes');
  for (const row of ['left 40 28 / 6 / 6', 'right 40 28 / 6 / 6']) {
    await expect(studio.drawer.getByRole('row', { name: row })).toBeVisible();
  }
  await set(studio, 'Epochs', 4);
  await start(studio);
  const [before, after] = await accuracies(studio, 'Spiking');
  expect(after).toBeGreaterThan(before);

  await test.step('figures name the images that judged; another division says so', async () => {
    await expect(studio.drawer).toContainText('Three models on 12 test images not trained on');
    await studio.panel.getByText('More settings').click();
    await choose(studio, page, 'Images set aside to test', '30 %');
    await expect(studio.panel).toContainText('44 to train, 12 to validate, 24 to test');
    await expect(studio.drawer).toContainText('The images are divided another way now');
  });

  await test.step('what was trained on does not judge under another division either', async () => {
    await studio.enter('Simulate');
    await studio.drawer.getByRole('tab', { name: /^Data set/ }).click();
    await studio.drawer.getByRole('button', { name: 'Run the test images of squares.zip' }).click();
    await expect(studio.drawer).toContainText('squares.zip (test images not trained on)');
    await expect(studio.drawer).toContainText(/of 12/);
  });

  await test.step('the shares are there after a reload', async () => {
    await page.reload();
    await studio.expectOpen('mnist_float.h5');
    await studio.enter('Fine-tune');
    await expect(studio.panel.getByText('500 to test')).toBeVisible();
    await chooseSquares(studio, page);
    await expect(studio.panel).toContainText('44 to train, 12 to validate, 24 to test');
  });
});

for (const method of [
  'Activations',
  'Activation levels',
  'Activations and biases',
  'Rounding (AdaRound)',
]) {
  test(`calibration, ${method}: errors of every layer before and after, undone by one step`, async ({
    studio,
    page,
  }) => {
    await begin(studio);
    await studio.panel.getByRole('button', { name: method, exact: true }).click();
    await accuracies(studio, 'Spiking');
    const errors = studio.drawer.getByRole('table', { name: /^Error against the float model/ });
    for (const layer of ['conv_0', 'conv_1', 'sep_2', 'classifier']) {
      await expect(errors.getByRole('row', { name: layer })).toContainText(/%.*%/);
    }
    const ends = studio.drawer.getByRole('table', { name: 'Upper end of activations' });
    await expect(ends.getByRole('row')).toHaveCount(4);
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('button', { name: /^Redo/ })).toBeEnabled();
  });
}

test('at 8/4/1 Quantize leads to fitted levels, and the digits are right again without training', async ({
  studio,
  page,
}) => {
  await studio.start();
  await studio.drop(FLOAT);
  await studio.expectOpen('mnist_float.h5');
  await studio.choosePreset('8/4/4');
  await choose(studio, page, 'Activations (aq), bits', '1 bit');
  await studio.panel.getByRole('button', { name: 'Go to Fine-tune' }).click();
  await expect(studio.panel.getByText('850 to train')).toBeVisible();
  await studio.panel.getByRole('button', { name: 'Activation levels', exact: true }).click();
  const [before, after] = await accuracies(studio, 'Spiking');
  expect(before).toBeLessThan(40);
  expect(after).toBeGreaterThan(95);
});

async function chooseSquares(studio: Studio, page: Page): Promise<void> {
  const name = 'squares.zip';
  await chooseFiles(studio, page, { name, mimeType: 'application/zip', buffer: zipOfSquares() });
}

async function chooseFiles(
  studio: Studio,
  page: Page,
  files: Parameters<FileChooser['setFiles']>[0],
): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    studio.panel.getByRole('button', { name: 'Files' }).click(),
  ]);
  await chooser.setFiles(files);
}

/** Pictures of 40 x 40 pixels, dark with a bright half: the class is the side. */
function zipOfSquares(): Buffer {
  const entries = new Map<string, Uint8Array>();
  for (let i = 0; i < 40; i++) {
    entries.set(
      `squares/left/${i}.bmp`,
      bitmap((x, y) => (x < 20 ? 160 + ((i + y) % 64) : 0)),
    );
    entries.set(
      `squares/right/${i}.bmp`,
      bitmap((x, y) => (x < 20 ? 0 : 160 + ((i + y) % 64))),
    );
  }
  return Buffer.from(writeZip(entries));
}

/** A grey picture of 40 x 40 pixels as a .bmp: 24 bits a pixel, no compression, rows from the bottom up. */
function bitmap(grey: (x: number, y: number) => number): Uint8Array {
  const [size, offset] = [40, 54];
  const file = Buffer.alloc(offset + size * size * 3);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(offset, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(size, 18);
  file.writeInt32LE(size, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = offset + (y * size + x) * 3;
      file.fill(grey(x, y), at, at + 3);
    }
  }
  return file;
}

/** Opens the float model at 8/2/2, which costs it two digits in three, with the built-in digits. */
async function begin(studio: Studio): Promise<void> {
  await studio.start();
  await studio.drop(FLOAT);
  await studio.expectOpen('mnist_float.h5');
  await studio.choosePreset('8/2/2');
  await studio.enter('Fine-tune');
  await expect(studio.panel.getByText('850 to train')).toBeVisible();
}

async function start(studio: Studio): Promise<void> {
  await studio.panel.getByRole('button', { name: 'Start training' }).click();
}

/** Waits until the second epoch or a later one is under way: there is a finished one to go back to. */
async function underWay(studio: Studio): Promise<void> {
  const epoch = /epoch ([2-9]|\d\d+)\//;
  await expect(studio.step('Fine-tune')).toContainText(epoch, { timeout: 60_000 });
}

async function set(studio: Studio, label: string, value: number): Promise<void> {
  const field = studio.panel.getByRole('textbox', { name: label });
  await field.fill(String(value));
  await field.press('Enter');
}

async function choose(studio: Studio, page: Page, label: string, option: string): Promise<void> {
  await studio.panel.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Accuracy of a model in percent, before and after, once the models are judged. */
async function accuracies(studio: Studio, model: string): Promise<[number, number]> {
  const table = studio.drawer.getByRole('table', { name: /^Three models/ });
  const row: Locator = table.getByRole('row', { name: new RegExp(`^${model}`) });
  await expect(row).toBeVisible({ timeout: 90_000 });
  const cells = await row.getByRole('cell').allTextContents();
  const [before = NaN, after = NaN] = cells.map(Number.parseFloat);
  return [before, after];
}

async function trainingWorker(page: Page): Promise<Worker> {
  const found = () => page.workers().find((worker) => worker.url().includes('training.worker'));
  await expect.poll(() => found() !== undefined).toBe(true);
  const worker = found();
  if (!worker) throw new Error('no training worker');
  return worker;
}

/** Notes every WebGL context of the training worker, to take them away. */
async function watchContexts(page: Page): Promise<void> {
  await (
    await trainingWorker(page)
  ).evaluate(() => {
    const contexts: unknown[] = [];
    Object.assign(self, { contexts });
    const { prototype } = OffscreenCanvas;
    const original = Reflect.get(prototype, 'getContext') as (...args: unknown[]) => unknown;
    const noting = new Proxy(original, {
      apply: (target, canvas, args) => {
        const context = Reflect.apply(target, canvas, args);
        if (context) contexts.push(context);
        return context;
      },
    });
    Reflect.set(prototype, 'getContext', noting);
  });
}

async function expectSameAsCli(studio: Studio, page: Page, testInfo: TestInfo): Promise<void> {
  await studio.enter('Export');
  const save = async (button: Locator, name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const file = testInfo.outputPath(name);
    await download.saveAs(file);
    return file;
  };
  const fbz = await save(studio.panel.getByRole('button', { name: /\.fbz/ }).first(), 'page.fbz');
  const h5 = await save(studio.panel.getByRole('button', { name: /\.h5/ }), 'trained.h5');
  const converted = testInfo.outputPath('cli.fbz');
  runCli('convert', '-m', h5, '-o', converted);
  expect(readFileSync(fbz).equals(readFileSync(converted))).toBe(true);
}
