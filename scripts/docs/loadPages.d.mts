/** Runs the TypeScript that writes the pages and gives its module. */
export function loadPages(): Promise<typeof import('./pages/index.ts')>;
