// Finds a Chromium for the browser tests, or installs one.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Path of a Chromium: CHROMIUM_PATH, then Playwright's own, then the usual names on the PATH; null without one. */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROMIUM_PATH names ${asked}, which does not exist. Correct it, or unset it.`);
  }
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  for (const name of NAMES) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return existsSync(MAC) ? MAC : null;
}

/** As findChromium, installing one where there is none: Playwright's own build, else the system's package. */
export function requireChromium() {
  const found = findChromium();
  if (found) return found;
  for (const command of [
    ['npx', ['playwright', 'install', 'chromium']],
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
