import { writeModelOn01 } from '../src/cli/testing/modelOn01.ts';
import { fixEverything } from './fixEverything.ts';
import { expect, test } from './studio.ts';

test('an incompatible model, fixed, at 8/4/4: Export says what was lost, and one click wins it back', async ({
  studio,
}) => {
  test.slow();
  await studio.start();
  await studio.drop('public/samples/mnist_incompatible.h5');
  await studio.expectOpen('mnist_incompatible.h5');
  await fixEverything(studio);
  await studio.choosePreset('8/4/4');
  await expect(studio.step('Export')).toContainText('points lost');
  await studio.enter('Export');
  const accuracy = studio.panel.getByRole('region', { name: 'Accuracy' });
  await expect(accuracy).toContainText('200 images: MNIST, 500 test digits');
  await expect(accuracy.getByRole('heading')).toHaveText(/^Spiking 3\d\.\d %: \d\d points lost$/);
  // Before anything else about the file.
  const regions = studio.panel.getByRole('region');
  await expect(regions.first()).toHaveAccessibleName('Accuracy');
  await expect(accuracy).toHaveAttribute('data-tone', 'warning');
  await accuracy.getByRole('button', { name: /^Fine-tune now/ }).click();
  await expect(accuracy.getByRole('heading')).toHaveText(/^Spiking 9\d\.\d %/, { timeout: 60_000 });
});

test('MNIST without its Rescaling layer: the scaling is asked for, 0 to 1 is proposed, and is right', async ({
  studio,
}, info) => {
  const model = info.outputPath('digits.h5');
  await writeModelOn01('public/samples/mnist_float.h5', model);
  await studio.start();
  await studio.drop(model);
  await studio.expectOpen('digits.h5');
  await studio.choosePreset('8/4/4');
  const question = studio.panel.getByRole('region', { name: 'Input scaling' });
  await expect(question).toContainText('Accuracy in float on 60 images', { timeout: 30_000 });
  const proposed = question.getByRole('button', { name: /proposed/ });
  await expect(proposed).toHaveText(/^0 to 1(9\d|100)\.\d %/);
  await expect(studio.step('Quantize')).toContainText('scaling?');
  await proposed.click();
  await expect(question).toBeHidden();
  await expect(studio.panel.getByRole('status', { name: 'Accuracy' })).toContainText(
    /Spiking (99\.\d|100\.0)/,
  );
  await expect(studio.step('Export')).toContainText(/kB, (99\.\d|100\.0) %/);
});

test('a model that no built-in images belong to: unknown, and never a tick', async ({ studio }) => {
  await studio.start();
  await studio.drop('public/samples/akidanet_025_96.h5');
  await studio.expectOpen('akidanet_025_96.h5');
  await studio.choosePreset('8/4/4');
  await expect(studio.panel.getByRole('status', { name: 'Accuracy' })).toContainText(
    'Accuracy unknown: drop some images',
  );
  await expect(studio.step('Export')).toContainText('accuracy unknown');
});
