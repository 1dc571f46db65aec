import { expect, test } from './studio.ts';

test('offline after the first visit: reload, open a sample, convert, simulate', async ({
  studio,
  page,
  context,
}) => {
  await studio.start();
  await test.step('the first visit stores everything', async () => {
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active?.state === 'activated') return;
      await new Promise((resolve) => active?.addEventListener('statechange', resolve));
    });
  });

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Open a Keras model' })).toBeVisible();
  await studio.openSample('Handwritten digits', 'mnist_float.h5');
  await studio.choosePreset('8/4/4');
  await studio.simulateSample();
  await expect(studio.step('Simulate')).toContainText('% silent');

  await test.step('the work is there after another reload without a network', async () => {
    await page.waitForTimeout(1000);
    await page.reload();
    await studio.expectOpen('mnist_float.h5');
    await expect(studio.step('Quantize')).toContainText('8/4/4');
  });
});
