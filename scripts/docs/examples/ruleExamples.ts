import { convertGraph } from '../../../src/core/convert/convertGraph.ts';
import type { ModelGraph } from '../../../src/core/ir/graph.ts';
import { fixesFor, type PlannedFix } from '../../../src/core/fixes/index.ts';
import { checkModel, type CheckOptions } from '../../../src/core/check/checkModel.ts';
import { contextOf } from '../../../src/core/rules/context.ts';
import {
  hardwareLayersOfAkida,
  hardwareLayersOfGraph,
} from '../../../src/core/rules/hardware/hardwareLayers.ts';
import { rules } from '../../../src/core/rules/index.ts';
import {
  diagnosticsOf,
  hardwareDiagnostics,
  type RuleDiagnostic,
} from '../../../src/core/rules/ruleDiagnostic.ts';
import { targets } from '../../../src/core/targets/index.ts';
import { buildChain } from '../../../src/core/testing/buildChain.ts';
import type { RuleCase } from '../../../src/core/testing/ruleTester.ts';
import { ruleTables } from '../recorders/index.ts';

/** A model of a rule's own tests and what is said about it. */
export interface RuleExample {
  readonly name: string;
  readonly graph: ModelGraph;
  readonly options: CheckOptions;
  /** What this rule finds; empty for a model that it accepts. */
  readonly found: readonly RuleDiagnostic[];
  /** The best repair of what was found first. */
  readonly fix: PlannedFix | undefined;
}

/** All models of a rule's tests, checked. */
export interface RuleExamples {
  readonly accepted: readonly RuleExample[];
  readonly rejected: readonly RuleExample[];
}

/** The examples of a rule. @throws Error when its test file has no table */
export function ruleExamples(id: string): RuleExamples {
  const table = ruleTables.get(id);
  if (!table) throw new Error(`The tests of rule ${id} have no table that a tester was given.`);
  const { accepts, rejects } = table;
  return {
    accepted: accepts.map((entry) => exampleOf(id, entry)),
    rejected: rejects.map((entry) => exampleOf(id, entry)),
  };
}

function exampleOf(id: string, entry: RuleCase): RuleExample {
  const graph = entry.graph ?? buildChain(entry.input ?? [16, 16, 3], entry.layers ?? []);
  const options: CheckOptions = { target: entry.target ?? 'akd1000', ...entry.options };
  const whole = checkModel(graph, options).filter(({ code }) => code === `rule/${id}`);
  // A rule on integers is asked alone: in a model this small other rules keep it from being converted.
  const found = whole.length > 0 ? whole : foundAlone(id, entry, graph);
  const [first] = found;
  return { name: entry.name, graph, options, found, fix: first && fixesFor(graph, first)[0] };
}

function foundAlone(id: string, entry: RuleCase, graph: ModelGraph): readonly RuleDiagnostic[] {
  const input = { inputIsImage: true, ...entry.options };
  const converted = entry.converted ? convertGraph(graph, input) : null;
  const context = contextOf(graph, input, converted);
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule) return diagnosticsOf(rule, context);
  const layers = converted ? hardwareLayersOfAkida(converted) : hardwareLayersOfGraph(context);
  const all = hardwareDiagnostics(layers, targets[entry.target ?? 'akd1000']);
  return all.filter(({ code }) => code === `rule/${id}`);
}

/** Codes of the problems that a change takes away from a model. */
export function codesGone(
  before: ModelGraph,
  after: ModelGraph,
  options: CheckOptions,
): readonly string[] {
  const problems = (graph: ModelGraph) => checkModel(graph, options);
  const keyOf = ({ code, where, message }: RuleDiagnostic) =>
    `${code} ${where.layer ?? ''} ${message}`;
  const left = new Set(problems(after).map(keyOf));
  const gone = problems(before).filter((problem) => !left.has(keyOf(problem)));
  return [...new Set(gone.map(({ code }) => code))];
}
