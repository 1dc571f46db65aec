import { readdirSync, readFileSync } from 'node:fs';
import { readZip } from '../src/core/data/zip.ts';
import { goldenDir } from '../src/core/testing/golden.ts';
import { runCli } from './cli.ts';
import { expect, test } from './studio.ts';

const MODEL = `${goldenDir()}/mnist/mnist_float.h5`;
const FOLDER = 'mnist_float_iq8_wq4_aq4_training';

test('the training folder is the one that the command line writes', async ({
  studio,
  page,
}, testInfo) => {
  await studio.start();
  await studio.drop(MODEL);
  await studio.expectOpen('mnist_float.h5');
  await studio.choosePreset('8/4/4');
  await studio.enter('Export');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    studio.panel.getByRole('button', { name: 'Training folder (.zip)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${FOLDER}.zip`);
  const archive = testInfo.outputPath(`${FOLDER}.zip`);
  await download.saveAs(archive);
  const entries = readZip(new Uint8Array(readFileSync(archive)), archive);

  const quantized = testInfo.outputPath('quantized.h5');
  const folder = testInfo.outputPath(FOLDER);
  runCli('quantize', '-m', MODEL, '-wq', '4', '-aq', '4', '-iq', '8', '-o', quantized);
  const said = runCli('export-training', '-m', quantized, '-o', folder);
  const names = readdirSync(folder);
  expect([...entries.keys()].sort()).toEqual(names.map((name) => `${FOLDER}/${name}`).sort());
  for (const name of names) {
    expect(said).toContain(name);
    const fromPage = entries.get(`${FOLDER}/${name}`) ?? new Uint8Array();
    // HDF5 notes the time.
    if (name === 'model.h5') expect(fromPage.length).toBeGreaterThan(0);
    else expect(readFileSync(`${folder}/${name}`).equals(fromPage), name).toBe(true);
  }
});

test('an .fbz has no training folder', async ({ studio }) => {
  await studio.start();
  await studio.drop(`${goldenDir()}/mnist/mnist_qat_iq8_wq4_aq4.fbz`);
  await studio.expectOpen('mnist_qat_iq8_wq4_aq4.fbz');
  await studio.enter('Export');
  const files = studio.panel.getByRole('region', { name: 'More files' });
  await expect(files.getByRole('button', { name: 'Integers (.npz)' })).toBeVisible();
  await expect(files.getByRole('button', { name: /Training folder/ })).toHaveCount(0);
});
