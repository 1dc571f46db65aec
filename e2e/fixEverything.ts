import { expect, type Studio } from './studio.ts';

/** Does every fix that helps, as one change. */
export async function fixEverything({ drawer }: Studio): Promise<void> {
  const preview = drawer.getByRole('region', { name: 'Preview of the fix' });
  await drawer.getByRole('button', { name: 'Make it convertible' }).click();
  await expect(preview).toBeVisible();
  const all = preview.getByRole('button', { name: 'Tick all' });
  if (await all.isVisible()) await all.click();
  await preview.getByRole('button', { name: 'Apply' }).click();
  await expect(drawer.getByRole('button', { name: /^Error: / })).toHaveCount(0);
}
