import { expect, test } from './studio.ts';

test('the graph by pointer: a layer opens, the view moves, a search leads to a layer, colours change', async ({
  studio,
  page,
}) => {
  await studio.start();
  await studio.openSample('Handwritten digits', 'mnist_float.h5');
  const inspector = page.getByRole('complementary', { name: 'Selected layer' });

  await test.step('a click opens a layer', async () => {
    await studio.graph.getByRole('button', { name: /^conv_1,/ }).click();
    await expect(inspector.getByRole('heading', { level: 2, name: 'conv_1' })).toBeVisible();
  });

  await test.step('bits are changed in place', async () => {
    await studio.choosePreset('8/4/4');
    await studio.graph.getByRole('button', { name: /^w4: .* of conv_1$/ }).click();
    await page
      .getByRole('dialog', { name: 'Bits of conv_1' })
      .getByRole('radio', { name: '2' })
      .click();
    await page.keyboard.press('Escape');
    await expect(studio.graph.getByRole('button', { name: /^w2: .* of conv_1$/ })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(studio.graph.getByRole('button', { name: /^w4: .* of conv_1$/ })).toBeVisible();
  });

  await test.step('a search leads to a layer', async () => {
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: 'Name, type or shape of a layer' }).fill('classifier');
    await page.keyboard.press('Enter');
    await expect(inspector.getByRole('heading', { level: 2, name: 'classifier' })).toBeVisible();
  });

  await test.step('colours tell something else', async () => {
    await page.getByRole('combobox', { name: 'Colour by' }).click();
    await page.getByRole('option', { name: 'Parameters' }).click();
    await expect(page.getByRole('group', { name: 'Meaning of the colours' })).toBeVisible();
  });
});
