import type { Fix } from '../../../src/core/fixes/define.ts';
import type { FixTable } from '../../../src/core/testing/fixTester.ts';

/** What the tests of a fix apply it to, by the fix's id. Filled as the test files are imported. */
export const fixTables = new Map<string, FixTable>();

/** Stands in for the tester of the same name: keeps the table as the fix's examples. */
export function fixTester(fix: Fix, table: FixTable): void {
  fixTables.set(fix.id, table);
}

/** Part of the tester's module that other tests import. */
export function expectSameOutputs(): void {
  // Nothing runs here.
}
