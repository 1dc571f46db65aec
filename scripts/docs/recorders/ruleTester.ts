import type { Rule } from '../../../src/core/rules/define.ts';
import type { HardwareRule } from '../../../src/core/rules/hardware/defineHardwareRule.ts';
import type { RuleTable } from '../../../src/core/testing/ruleTester.ts';

/** What the tests of a rule accept and reject, by the rule's id. Filled as the test files are imported. */
export const ruleTables = new Map<string, RuleTable>();

/** Stands in for the tester of the same name: keeps the table as the rule's examples. */
export function ruleTester(rule: Rule, table: RuleTable): void {
  ruleTables.set(rule.id, table);
}

/** The same for the rules of the chips. */
export function hardwareRuleTester(rule: HardwareRule, table: RuleTable): void {
  ruleTables.set(rule.id, table);
}
