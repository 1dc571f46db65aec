import { expect, test } from '@playwright/test';
import { buildBackendsPage } from '../scripts/backends/build.mjs';
import { serveFolder } from '../scripts/backends/serve.mjs';
import type { BackendReport } from './pages/backends/report.ts';

/** `webgl` in a worker of a real browser, on the emulated GPU: what unit tests hold `wasm` and `cpu` to. */
test('WebGL trains as the reference does: gradients, whole steps, and the integers of the chip', async ({
  page,
}, testInfo) => {
  const folder = testInfo.outputPath('backends');
  await buildBackendsPage(folder);
  const { address, close } = await serveFolder(folder);
  // The models of odd shapes: large ones take the emulated GPU a minute. `scripts/backends/run.mjs` runs them all.
  await page.goto(`${address}?backend=webgl&models=shapes`);
  const result = await page.waitForFunction(() => document.body.dataset['result']);
  const text = await result.jsonValue();
  close();
  const report = JSON.parse(text ?? '') as BackendReport;
  await testInfo.attach('report', { body: text ?? '', contentType: 'application/json' });
  expect(report.failure).toBeUndefined();
  expect(report.renderer).not.toBe('none');
  expect(report.checks.length).toBeGreaterThan(130);
  expect(report.checks.filter(({ passed }) => !passed)).toEqual([]);
});
