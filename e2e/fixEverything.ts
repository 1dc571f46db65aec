import { expect, type Studio } from './studio.ts';

/** Does every fix of the list of problems: those that keep the outputs together, the rest one by one. */
export async function fixEverything({ drawer }: Studio): Promise<void> {
  const errors = drawer.getByRole('button', { name: /^Error: / });
  const detail = drawer.getByRole('article');
  const preview = drawer.getByRole('region', { name: 'Preview of the fix' });
  const before = await errors.count();
  await drawer.getByRole('button', { name: 'Fix all safe ones' }).click();
  await preview.getByRole('button', { name: 'Apply' }).click();
  await expect(errors).not.toHaveCount(before);
  for (let left = await errors.count(); left > 0; left = await errors.count()) {
    await errors.first().click();
    await detail.getByRole('button', { name: 'Fix' }).click();
    await preview.getByRole('button', { name: 'Apply' }).click();
    await expect(errors).not.toHaveCount(left);
  }
}
