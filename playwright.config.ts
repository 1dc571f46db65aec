import { defineConfig } from '@playwright/test';
import { requireChromium } from './scripts/test/chromium.mjs';

const PORT = Number(process.env['E2E_PORT'] ?? 4319);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: 2,
  // A second try would hide a race; a test that fails once has failed.
  retries: 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  outputDir: 'test-results/e2e',
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: requireChromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--enable-unsafe-swiftshader',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // Speed and training run after the journeys, one test at a time: both take the machine for themselves.
  projects: [
    { name: 'journeys', testIgnore: ['longTasks.spec.ts', 'fineTune.spec.ts'] },
    { name: 'performance', testMatch: 'longTasks.spec.ts', fullyParallel: false },
    { name: 'training', testMatch: 'fineTune.spec.ts', fullyParallel: false },
  ],
  webServer: {
    command: `npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}`,
    reuseExistingServer: false,
  },
});
