import { describe, expect, it } from 'vitest';
import type { ModelGraph } from '../ir/graph.ts';
import type { ChipInput } from '../analysis/chipPlan.ts';
import { contextOf } from '../rules/context.ts';
import type { Rule } from '../rules/define.ts';
import { hardwareLayersOfAkida, hardwareLayersOfGraph } from '../rules/hardware/hardwareLayers.ts';
import type { HardwareRule } from '../rules/hardware/defineHardwareRule.ts';
import { hardwareRules } from '../rules/hardware/index.ts';
import { rules } from '../rules/index.ts';
import { targets } from '../targets/index.ts';
import { convertGraph } from '../convert/convertGraph.ts';
import { buildChain, type LayerSpec } from './buildChain.ts';

/** A model for a rule: a graph, or the layers of a chain behind an input. */
export interface RuleCase {
  readonly name: string;
  readonly graph?: ModelGraph;
  /** Default: (16, 16, 3). */
  readonly input?: readonly number[];
  readonly layers?: readonly LayerSpec[];
  readonly options?: Partial<ChipInput>;
  /** Convert the model first, for rules that look at integers. */
  readonly converted?: true;
  /** Chip of a hardware rule; default akd1000. */
  readonly target?: keyof typeof targets;
}

/** A model that a rule must find fault with, on these layers, in this order. */
export interface RejectedCase extends RuleCase {
  readonly on: readonly string[];
}

/** What a rule must accept and reject. */
export interface RuleTable {
  readonly accepts: readonly [RuleCase, ...RuleCase[]];
  readonly rejects: readonly [RejectedCase, ...RejectedCase[]];
}

/** Tests one rule alone: where it finds something and where not, and that every text is there. */
export function ruleTester(rule: Rule, table: RuleTable): void {
  describe(`rule/${rule.id}`, () => {
    it('is registered', () => {
      expect(rules).toContain(rule);
    });
    run(table, (entry) => rule.check(contextFor(entry)));
  });
}

/** Tests one hardware rule alone, on the akd1000 unless the case names another chip. */
export function hardwareRuleTester(rule: HardwareRule, table: RuleTable): void {
  describe(`rule/${rule.id}`, () => {
    it('is registered', () => {
      expect(hardwareRules).toContain(rule);
    });
    run(table, (entry) => {
      const context = contextFor(entry);
      const layers = context.converted
        ? hardwareLayersOfAkida(context.converted)
        : hardwareLayersOfGraph(context);
      const target = targets[entry.target ?? 'akd1000'];
      return layers.flatMap((layer) =>
        rule.check(layer, target).map((finding) => ({ layer: layer.name, ...finding })),
      );
    });
  });
}

interface Found {
  readonly layer: string | undefined;
  readonly message: string;
  readonly hint: string;
}

function run(table: RuleTable, check: (entry: RuleCase) => readonly Found[]): void {
  it.each(table.accepts.map((entry) => [entry.name, entry] as const))('accepts %s', (_, entry) => {
    expect(check(entry)).toEqual([]);
  });
  it.each(table.rejects.map((entry) => [entry.name, entry] as const))('rejects %s', (_, entry) => {
    const found = check(entry);
    expect(found.map(({ layer }) => layer)).toEqual(entry.on);
    for (const { message, hint } of found) {
      expect(message).toMatch(/^[A-Z0-9].*\.$/s);
      expect(hint).toMatch(/^[A-Z0-9].*\.$/s);
    }
  });
}

function contextFor(entry: RuleCase): ReturnType<typeof contextOf> {
  const graph = entry.graph ?? buildChain(entry.input ?? [16, 16, 3], entry.layers ?? []);
  const input = { inputIsImage: true, ...entry.options };
  return contextOf(graph, input, entry.converted ? convertGraph(graph, input) : null);
}
