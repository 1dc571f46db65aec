/** Builds the page that checks a backend, with its golden data. */
export function buildBackendsPage(outDir: string): Promise<void>;
