// Runs the TypeScript that writes the pages, with recorders in the place of the testers: the tables of the tests become
// the examples of the documentation, so that an example that is no longer true fails a test first.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** @returns {Promise<import('./pages/index.ts')>} the module that makes the pages */
export async function loadPages() {
  // argparse wraps its help at the width of the terminal; the pages have one width for everyone.
  process.env['COLUMNS'] = '100';
  const { module } = await runnerImport(path('pages/index.ts'), {
    root: path('../..'),
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: /^vitest$/, replacement: path('recorders/vitest.ts') },
        ...['ruleTester', 'fixTester', 'layerTester'].map((name) => ({
          find: new RegExp(`^.*/testing/${name}\\.ts$`),
          replacement: path(`recorders/${name}.ts`),
        })),
      ],
    },
  });
  return module;
}
