import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build, preview, type PreviewServer } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The example in a project of a user: the package installed, the network in public/, built with Vite and served. */
async function serveExample(folder: string): Promise<PreviewServer> {
  cpSync(join(root, 'docs/examples/simulate-in-a-page'), folder, { recursive: true });
  mkdirSync(join(folder, 'public'));
  copyFileSync(
    join(root, 'src/fixtures/golden/mnist/mnist_qat_iq8_wq2_aq2.fbz'),
    join(folder, 'public/model.fbz'),
  );
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/cnn2snn-studio'), 'junction');
  // `vite build` as its command line does it, without any configuration.
  const options = { root: folder, configFile: false, logLevel: 'warn' } as const;
  await build(options);
  return preview({ ...options, preview: { port: 0 } });
}

test('the page of one\u2019s own names a digit in its worker', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'cnn2snn-page-'));
  const server = await serveExample(folder);
  try {
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    const answer = page.locator('#answer');
    await expect(answer).toHaveText('4 layers. Choose a picture.');
    // A one, drawn in the page: a stroke that every network for digits knows.
    const drawn = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 280;
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillRect(0, 0, 280, 280);
      context.fillStyle = 'white';
      context.fillRect(130, 50, 24, 180);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    });
    await page.locator('#picture').setInputFiles({
      name: 'one.png',
      mimeType: 'image/png',
      buffer: Buffer.from(drawn, 'base64'),
    });
    await expect(answer).toContainText('Class 1');
    await expect(answer).toContainText('conv_0: 36 events, 7776 operations');
    await expect(answer).toContainText(/conv_1: \d+ events, \d+ operations/);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
