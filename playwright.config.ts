import { defineConfig } from '@playwright/test';
import { requireChromium } from './scripts/test/chromium.mjs';

const PORT = 4319;

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
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // Speed is measured once the journeys are through: nothing else runs beside it.
  projects: [
    { name: 'journeys', testIgnore: 'longTasks.spec.ts' },
    {
      name: 'performance',
      testMatch: 'longTasks.spec.ts',
      fullyParallel: false,
      dependencies: ['journeys'],
    },
  ],
  webServer: {
    command: `npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}`,
    reuseExistingServer: false,
  },
});
