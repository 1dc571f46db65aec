import {
  appliedOf,
  makeConvertible,
  type Repair,
  type RepairOptions,
} from '../core/check/makeConvertible.ts';
import { fail } from '../core/errors/diagnostic.ts';
import { setsBits } from '../core/fixes/index.ts';
import type { FixReference } from '../core/rules/ruleDiagnostic.ts';
import { assess } from './assess.ts';
import type { StudioDocument } from './document.ts';
import { describeFix, type EditDescription } from './edits.ts';
import { checkOptions } from './options.ts';
import { editOf, type FixStep, type Plan } from './plan.ts';
import { derive, type Derived } from './views/derived.ts';

/** A fix on all layers that it helps: one row of a checklist. */
export interface RepairItem extends Pick<FixReference, 'pass' | 'exact'> {
  readonly layers: readonly string[];
  /** One sentence a layer, with those of the fixes that are done with it. */
  readonly describe: readonly string[];
  /** Codes of the violations that it answers. */
  readonly codes: readonly string[];
  /** Errors, limits of the chip included, that there are fewer once it is done. */
  readonly errors: number;
  /** Numbers in the weights that there are more; less than 0: fewer. */
  readonly parameters: number;
}

/** Which problems are to be mended, and how. */
export interface RepairRequest {
  /** `exact`: by fixes that keep the outputs. A list: by these kinds of fixes alone. */
  readonly fixes: 'all' | 'exact' | readonly Pick<FixReference, 'pass' | 'exact'>[];
  /** Id of a rule, without `rule/`: its violations alone. */
  readonly rule?: string;
  /** Of that rule those about this. */
  readonly subject?: string;
  /** Of that rule those on this layer. */
  readonly layer?: string;
}

/** What a request comes to. */
export interface Repairs extends EditDescription {
  readonly items: readonly RepairItem[];
  /** As an edit of the plan does them. */
  readonly steps: readonly FixStep[];
}

/** Repairs before they are done. */
export interface RepairPreview extends Repairs {
  /** Graph and problems after them; the ones before are those on screen. */
  readonly after: Derived;
}

/** Tells what a request comes to, without doing it. @throws StudioError studio/no-model for an .fbz */
export function previewRepairs(
  document: StudioDocument,
  plan: Plan,
  request: RepairRequest,
): RepairPreview {
  const repairs = planRepairs(document, plan, request);
  const asked = repairs.steps.length > 0 ? repairs : oneFix(document, plan, request);
  return { ...asked, after: derive(document, withSteps(plan, asked.steps)) };
}

/** The fix of one problem as it stands, for who wants it though the model has no fewer errors then. */
function oneFix(document: StudioDocument, plan: Plan, { rule, layer }: RepairRequest): Repairs {
  const assessment = assess(document, plan);
  const problem = assessment.diagnostics.find(
    ({ code, where, edit }) => code === `rule/${rule ?? ''}` && where.layer === layer && edit,
  );
  if (layer === undefined || !problem?.edit) return NOTHING;
  const { on, pass } = problem.edit;
  const step = { on, pass, layer: problem.edit.layer };
  return { ...describeFix(assessment, step), items: [], steps: [step] };
}

const NOTHING: Repairs = { items: [], steps: [], exact: true, describe: [] };

/**
 * Works out every fix that leads towards conversion: of the model before its bits are set, then, once it can be quantized, of the
 * quantized one.
 * @throws StudioError studio/no-model for an .fbz
 */
export function planRepairs(document: StudioDocument, plan: Plan, request: RepairRequest): Repairs {
  const { edited } = assess(document, plan);
  if (!edited) fail('studio/no-model', {}, 'Fix');
  const options = optionsOf(request, plan);
  const isDone = options.fixes;
  const first = makeConvertible(edited, {
    ...options,
    fixes: (fix) => !setsBits(fix.pass) && isDone(fix),
  });
  const steps = stepsOf(first.repairs, 'model');
  const { quantized } = assess(document, withSteps(plan, steps));
  const second = quantized ? makeConvertible(quantized, options) : null;
  const repairs = [...first.repairs, ...(second?.repairs ?? [])];
  return {
    items: itemsOf(repairs),
    steps: [...steps, ...stepsOf(second?.repairs ?? [], 'quantized')],
    exact: first.exact && (second?.exact ?? true),
    describe: repairs.flatMap(appliedOf).map(({ describe }) => describe),
  };
}

/** A plan with some more fixes, as one edit. */
export function withSteps(plan: Plan, steps: readonly FixStep[]): Plan {
  const edit = editOf(steps);
  return edit ? { ...plan, edits: [...plan.edits, edit] } : plan;
}

function optionsOf(
  { fixes, rule, subject, layer }: RepairRequest,
  { settings }: Plan,
): RepairOptions & { readonly fixes: (fix: FixReference) => boolean } {
  return {
    ...checkOptions(settings),
    ...(rule === undefined ? {} : { rule }),
    ...(subject === undefined ? {} : { subject }),
    ...(layer === undefined ? {} : { layer }),
    fixes: ({ pass, exact }) =>
      typeof fixes === 'string'
        ? fixes === 'all' || exact
        : fixes.some((kind) => kind.pass === pass && kind.exact === exact),
  };
}

function stepsOf(repairs: readonly Repair[], on: FixStep['on']): readonly FixStep[] {
  return repairs.flatMap(appliedOf).map(({ pass, layer }) => ({ on, pass, layer }));
}

/** Repairs of one kind together, in the order in which the kinds come up. */
function itemsOf(repairs: readonly Repair[]): readonly RepairItem[] {
  const kinds = new Map<string, Repair[]>();
  for (const repair of repairs) {
    const key = `${repair.pass} ${repair.exact}`;
    kinds.set(key, [...(kinds.get(key) ?? []), repair]);
  }
  return [...kinds.values()].map((members): RepairItem => {
    const { pass, exact } = members[0] as Repair;
    const gain = (of: (repair: Repair) => readonly [number, number]) =>
      members.reduce((sum, repair) => sum + of(repair)[1] - of(repair)[0], 0);
    return {
      ...{ pass, exact },
      layers: members.map(({ layer }) => layer),
      describe: members.flatMap((repair) => appliedOf(repair).map(({ describe }) => describe)),
      codes: [...new Set(members.map(({ code }) => code))],
      errors: -gain(({ errors }) => errors),
      parameters: gain(({ parameters }) => parameters),
    };
  });
}
