/**
 * The tables of the rules', fixes' and layers' own tests. Importing a test file records its table, because
 * loadPages.mjs puts the recorders in the testers' place; outside of it this module would run tests.
 */
import.meta.glob(
  [
    '../../../src/core/rules/*.test.ts',
    '../../../src/core/rules/hardware/*.test.ts',
    '../../../src/core/fixes/*.test.ts',
    '../../../src/core/layers/*.test.ts',
  ],
  { eager: true },
);

export { fixTables } from './fixTester.ts';
export { layerFixtures } from './layerTester.ts';
export { ruleTables } from './ruleTester.ts';
