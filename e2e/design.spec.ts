import { resolve } from 'node:path';
import { expect, test } from './studio.ts';

const FIELD = resolve('src/fixtures/field');

test('a design: check it, choose bits, take it to Keras; the weights complete it', async ({
  studio,
  page,
}) => {
  await studio.start();
  await studio.drop(`${FIELD}/k06_arch_and_weights/model.json`);
  await studio.expectOpen('model.json');
  await expect(studio.panel).toContainText('Keras architecture (.json)');
  await expect(studio.drawer).toContainText('A design: its weights are not known');
  await studio.choosePreset('8/4/4');
  await expect(studio.panel).toContainText('Follows the rules; converts once it is trained');

  await test.step('nothing runs, and it says why', async () => {
    await studio.step('Simulate').click();
    await expect(studio.panel).toContainText('This is a design: it has no weights yet');
  });

  await test.step('the design can be taken away', async () => {
    await studio.enter('Export');
    const download = page.waitForEvent('download');
    await studio.panel.getByRole('button', { name: 'Download .json' }).click();
    expect((await download).suggestedFilename()).toBe('model_iq8_wq4_aq4.json');
    await expect(studio.panel).toContainText('custom_objects=cnn2snn_objects');
  });

  await test.step('its weights complete it, bits stay', async () => {
    await studio.drop(`${FIELD}/k06_arch_and_weights/model.h5`);
    await expect(studio.step('Quantize')).toContainText('8/4/4');
    await studio.enter('Export');
    await expect(studio.panel.getByRole('button', { name: 'Download .fbz' })).toBeEnabled();
  });
});

test('a SavedModel folder dropped on the window opens', async ({ studio }) => {
  await studio.start();
  await studio.drop(`${FIELD}/k06_savedmodel_folder`);
  await studio.expectOpen('k06_savedmodel_folder');
  await expect(studio.panel).toContainText('Keras 2 (SavedModel folder)');
  await studio.choosePreset('8/4/4');
  await studio.enter('Export');
  await expect(studio.panel).toContainText('k06_savedmodel_folder_iq8_wq4_aq4.fbz');
});
