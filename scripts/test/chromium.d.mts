/** Path of a Chromium: CHROMIUM_PATH, then Playwright's own, then the usual names on the PATH; null without one. */
export function findChromium(): string | null;
/** As findChromium, installing one where there is none. */
export function requireChromium(): string;
