import type { Severity } from '../errors/diagnostic.ts';
import type { RuleContext } from './context.ts';

/** What a rule is about: the model's design, its bitwidths and scales, or the chip. */
export type RuleLevel = 'design' | 'quantization' | 'hardware';

/** One violation, as a rule finds it. */
export interface Finding {
  /** Name of the layer it sits on; absent only where the model has no layers. */
  readonly layer: string | undefined;
  readonly message: string;
  /** Instead of the rule's own title, where a rule finds more than its title says. */
  readonly title?: string;
  /** What it is about, where one rule speaks of several things: the class of a layer. Findings about the same are told together. */
  readonly subject?: string;
  readonly expected?: string;
  readonly received?: string;
  /** What the user can do about it. */
  readonly hint: string;
  /** Instead of the rule's own severity. */
  readonly severity?: Severity;
}

/** A compatibility rule: its text is data, its check pure. */
export interface Rule {
  /** As docs/reference/compatibility.md#rules-at-a-glance names it. */
  readonly id: string;
  readonly level: RuleLevel;
  readonly severity: Severity;
  /** Heading of a violation, sentence case. */
  readonly title: string;
  readonly source: string;
  /** What the rule asks for and why, in one or two sentences. */
  readonly doc: string;
  /** True: looks at the integers of the converted model, so it runs after conversion; the others run before it, and only there. */
  readonly afterConversion?: true;
  /** All violations in the model; never throws, whatever the graph holds. */
  readonly check: (context: RuleContext) => readonly Finding[];
}

/** @example orList([1, 2, 4]) is '1, 2 or 4' */
export function orList(values: readonly number[]): string {
  return values.join(', ').replace(/, (\d+)$/, ' or $1');
}

/** The next smaller allowed number of bits; 2 where there is none: the toolkit quantizes to no fewer. */
export function bitsBelow(bits: number, allowed: readonly number[]): number {
  return allowed.findLast((candidate) => candidate < bits) ?? 2;
}

/** Declares a rule of the design or quantization level. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
