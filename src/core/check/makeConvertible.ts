import { parametersOf } from '../analysis/describeModel.ts';
import { isStudioError, type Diagnostic } from '../errors/diagnostic.ts';
import { applyFix, fixesFor, type PlannedFix } from '../fixes/index.ts';
import type { ModelGraph } from '../ir/graph.ts';
import type { FixReference, RuleDiagnostic } from '../rules/ruleDiagnostic.ts';
import { checkWithoutFixes, type CheckOptions } from './checkModel.ts';

/** Which fixes `makeConvertible` may do. */
export interface RepairOptions extends CheckOptions {
  /** `exact`: those that keep every output; or a choice of one's own. What a chosen fix brings about is mended whatever the choice. Default: `all`. */
  readonly fixes?: 'all' | 'exact' | ((fix: FixReference) => boolean);
  /** Only what answers this rule (its id, without `rule/`), and what that brings about. Default: every rule. */
  readonly rule?: string;
  /** Of that rule, only findings about this: see `RuleDiagnostic.subject`. */
  readonly subject?: string;
  /** Of that rule, only what it finds on this layer. */
  readonly layer?: string;
}

/** One fix that is done, with how it is told. */
export interface AppliedFix extends FixReference {
  readonly describe: string;
}

/** One fix, with those that answer what it brings about: they are done together or not at all. */
export interface Repair extends AppliedFix {
  /** Code of the violation that it answers. */
  readonly code: Diagnostic['code'];
  readonly broughtAbout: readonly AppliedFix[];
  /** Errors of the model before and after it. It never adds one. */
  readonly errors: readonly [before: number, after: number];
  /** Numbers in the weights before and after it. */
  readonly parameters: readonly [before: number, after: number];
}

/** A model as far as the fixes lead it. */
export interface RepairedModel {
  /** The same graph where nothing was done. */
  readonly graph: ModelGraph;
  /** In the order in which they were done. */
  readonly repairs: readonly Repair[];
  /** True: every output stays the same, up to float rounding. */
  readonly exact: boolean;
  readonly before: readonly RuleDiagnostic[];
  readonly after: readonly RuleDiagnostic[];
}

/** A fix may bring up the next one (a split activation behind which a pool can move), but never endlessly. */
const FIXES_PER_LAYER = 8;
/** Fixes of what a fix brings about: the padding of a pool, the size of its map, the rows of a Dense layer behind it. */
const MOST_FOLLOWERS = 3;

/**
 * Does every fix that leads towards conversion, one after the other: exact ones first, then, where they are allowed, those that change
 * what the model computes and leave fewer errors. What a fix brings about is mended with it; a fix that would leave more errors is not done.
 * @returns a new graph, or the same one when there was nothing to do
 * @example const { graph, repairs, after } = makeConvertible(model, { fixes: 'exact' })
 */
export function makeConvertible(graph: ModelGraph, options: RepairOptions = {}): RepairedModel {
  const before = checkWithoutFixes(graph, options);
  let state: State = { graph, found: before };
  const repairs: Repair[] = [];
  const limit = graph.layers.length * FIXES_PER_LAYER;
  let search = newSearch(options);
  while (repairs.length < limit) {
    const next = nextRepair(state, search);
    if (next) {
      [state, search] = [next.state, { ...search, isFresh: false }];
      repairs.push(next.repair);
    } else if (search.isFresh) break;
    // What was of no use before may be now: one more look at all of it.
    else search = newSearch(options);
  }
  const exact = repairs.every((repair) => appliedOf(repair).every((fix) => fix.exact));
  return { graph: state.graph, repairs, exact, before, after: state.found };
}

/** The fixes of a repair, in the order in which they are done. */
export function appliedOf({ pass, layer, exact, describe, ...rest }: Repair): AppliedFix[] {
  return [{ pass, layer, exact, describe }, ...rest.broughtAbout];
}

/** Violations that stand against conversion or against the chip. */
export function errorsOf<D extends Pick<Diagnostic, 'severity'>>(found: readonly D[]): D[] {
  return found.filter(({ severity }) => severity === 'error');
}

interface State {
  readonly graph: ModelGraph;
  readonly found: readonly RuleDiagnostic[];
}

interface Search {
  readonly options: RepairOptions;
  /** Violations that no fix answers, by whether changes of the function were tried. */
  readonly refused: { readonly exact: Set<string>; readonly any: Set<string> };
  /** Nothing was done since it began. */
  readonly isFresh: boolean;
}

function newSearch(options: RepairOptions): Search {
  return { options, refused: { exact: new Set(), any: new Set() }, isFresh: true };
}

interface Done {
  readonly state: State;
  readonly repair: Repair;
}

function nextRepair(state: State, search: Search): Done | undefined {
  const { refused, options } = search;
  for (const tried of ['exact', 'any'] as const) {
    if (tried === 'any' && options.fixes === 'exact') break;
    for (const violation of state.found) {
      const key = keyOf(violation);
      if (refused[tried].has(key) || !isAsked(violation, options)) continue;
      // A change of the function is a price for a model that converts, not for advice; unless it is that rule that is asked for.
      const isWorthAny = violation.severity === 'error' || options.rule !== undefined;
      const candidates = fixesFor(state.graph, violation).filter(
        (fix) =>
          fix.exact === (tried === 'exact') && (fix.exact || isWorthAny) && isAllowed(fix, options),
      );
      for (const fix of candidates) {
        const done = attempt(state, violation, fix, options);
        if (done) return done;
      }
      refused[tried].add(key);
    }
  }
  return undefined;
}

function isAsked({ code, subject, where }: RuleDiagnostic, asked: RepairOptions): boolean {
  if (asked.rule === undefined) return true;
  return (
    code === `rule/${asked.rule}` &&
    (asked.subject === undefined || subject === asked.subject) &&
    (asked.layer === undefined || where.layer === asked.layer)
  );
}

function isAllowed(fix: PlannedFix, { fixes = 'all' }: RepairOptions): boolean {
  if (typeof fixes === 'function') return fixes(fix);
  return fixes === 'all' || fix.exact;
}

/** Does a fix and what mends its consequences; undefined where that helps nothing. */
function attempt(
  state: State,
  violation: RuleDiagnostic,
  fix: PlannedFix,
  options: RepairOptions,
): Done | undefined {
  const most = errorsOf(state.found).length;
  const helps = ({ found }: State): boolean => {
    const left = errorsOf(found).length;
    if (left !== most) return left < most;
    // As many errors are no gain, unless the outputs stay and this violation is gone, or it is the one that is asked for.
    const isGone = !found.some((other) => keyOf(other) === keyOf(violation));
    return isGone && (fix.exact || options.rule !== undefined || violation.severity !== 'error');
  };
  const main = perform(state.graph, fix, options);
  if (!main) return undefined;
  const ended = helps(main)
    ? { state: main, followers: [] }
    : followed(state, main, { helps, exact: fix.exact, options }, MOST_FOLLOWERS);
  if (!ended) return undefined;
  const { pass, layer, exact, describe } = fix;
  const repair: Repair = {
    ...{ pass, layer, exact, describe, code: violation.code },
    broughtAbout: ended.followers,
    errors: [most, errorsOf(ended.state.found).length],
    parameters: [countParameters(state.graph), countParameters(ended.state.graph)],
  };
  return { state: ended.state, repair };
}

interface Following {
  readonly helps: (state: State) => boolean;
  /** Only fixes that keep the outputs may follow one that does. */
  readonly exact: boolean;
  readonly options: RepairOptions;
}

interface Followed {
  readonly state: State;
  readonly followers: readonly AppliedFix[];
}

/** Mends the errors that a fix brought about, until it helps after all. */
function followed(
  before: State,
  now: State,
  following: Following,
  left: number,
): Followed | undefined {
  const known = new Set(before.found.map(keyOf));
  const [added] = errorsOf(now.found).filter((violation) => !known.has(keyOf(violation)));
  if (!added || left === 0) return undefined;
  for (const fix of fixesFor(now.graph, added)) {
    if (following.exact && !fix.exact) continue;
    const next = perform(now.graph, fix, following.options);
    if (!next) continue;
    const { pass, layer, exact, describe } = fix;
    const own: AppliedFix = { pass, layer, exact, describe };
    if (following.helps(next)) return { state: next, followers: [own] };
    const further = followed(before, next, following, left - 1);
    if (further) return { ...further, followers: [own, ...further.followers] };
  }
  return undefined;
}

/** The model after a fix; undefined where it cannot be done after all. */
function perform(graph: ModelGraph, fix: PlannedFix, options: CheckOptions): State | undefined {
  try {
    const fixed = applyFix(graph, fix);
    return { graph: fixed, found: checkWithoutFixes(fixed, options) };
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return undefined;
  }
}

function keyOf({ code, where, message }: RuleDiagnostic): string {
  return `${code}\n${where.layer ?? ''}\n${message}`;
}

function countParameters({ layers }: ModelGraph): number {
  return layers.reduce((sum, node) => sum + parametersOf(node), 0);
}
