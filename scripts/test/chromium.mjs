// Finds a Chromium for the browser tests, or installs one.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Where Chrome's own installer puts it on macOS and Windows, which is on no PATH. */
const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData']
    .map((folder) => process.env[folder])
    .filter(Boolean)
    .map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
];
const onWindows = process.platform === 'win32';

/** Path of a Chromium: CHROMIUM_PATH, then Playwright's own, then the usual names on the PATH; null without one. */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROMIUM_PATH names ${asked}, which does not exist. Correct it, or unset it.`);
  }
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  for (const name of NAMES) {
    const found = spawnSync(onWindows ? 'where' : 'which', [name], { encoding: 'utf8' });
    // `where` lists every match, one a line.
    if (found.status === 0) return found.stdout.split('\n')[0].trim();
  }
  return INSTALLED.find((path) => existsSync(path)) ?? null;
}

/** As findChromium, installing one where there is none: Playwright's own build, else the system's package. */
export function requireChromium() {
  const found = findChromium();
  if (found) return found;
  // Playwright's script itself: `npx` is no program on Windows, and starts there through a shell only.
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  for (const command of [
    [process.execPath, [playwright, 'install', 'chromium']],
    ['apt-get', ['install', '-y', '-qq', 'chromium']],
  ]) {
    try {
      execFileSync(...command, { stdio: ['ignore', 'ignore', 'inherit'] });
    } catch {
      continue;
    }
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium found, and none could be installed. Install one (Debian: apt-get install chromium), or set CHROMIUM_PATH.',
  );
}
