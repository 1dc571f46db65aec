import type { Problem } from '../../project/assess.ts';
import { editOf } from '../../project/plan.ts';
import type { RepairItem, RepairPreview, RepairRequest } from '../../project/repairs.ts';
import { ask, cancelAsk, type Asking } from '../ask.ts';
import type { Checklist, FixPreview } from '../slices/problems.ts';
import { studioStore } from '../studioStore.ts';
import { editGraph } from './plan.ts';
import { changeTraining } from './training.ts';
import { selectLayer } from './view.ts';

/** Shows a problem in full and leads to its layer. */
export function showProblem(key: string, { where }: Pick<Problem, 'where'>): void {
  showProblems(key);
  if (where.layer !== undefined) selectLayer(where.layer);
}

/** Shows a group of problems in full. */
export function showProblems(key: string): void {
  cancelAsk('preview');
  studioStore.setState({ problem: key, preview: null, fixed: null });
}

/** Works out what the fix of a problem would change, with what it brings about. Without a fix nothing happens. */
export async function previewFix({ code, edit, where, title }: Problem): Promise<void> {
  const { layer } = where;
  if (!edit || layer === undefined) return;
  await preview(`Fix of ${layer}: ${lowerFirst(title)}`, {
    ...{ fixes: 'all', rule: ruleOf(code), layer },
  });
}

/** Works out what fixing all problems of one rule would change. */
export async function previewRule(
  { code, subject, title }: Problem,
  layers: number,
): Promise<void> {
  const what = subject ?? lowerFirst(title);
  await preview(`Fix of ${layers} layers: ${what}`, {
    ...{ fixes: 'all', rule: ruleOf(code) },
    ...(subject === undefined ? {} : { subject }),
  });
}

/** Lists every fix that helps, exact ones ticked, and works out what these would change. */
export async function previewConvertible(): Promise<void> {
  await ask({ key: 'preview', about: 'plan' }, async (asking) => {
    const { plan, studio } = asking;
    const all = await studio('previewRepairs', { plan, request: { fixes: 'all' } });
    const exact = all.items.filter((item) => item.exact);
    const isAll = exact.length === all.items.length;
    const found = isAll ? all : await askForTicked(asking, exact);
    const chosen = exact.map(itemKey);
    show(asking, 'Make it convertible', found, { offered: all.items, chosen, isStale: false });
  });
}

/** Ticks the kinds of fixes with these keys and no others, and works out what they would change. */
export async function tickFixes(chosen: readonly string[]): Promise<void> {
  const { preview: shown } = studioStore.getState();
  if (!shown?.checklist) return;
  const { offered } = shown.checklist;
  studioStore.setState({ preview: { ...shown, checklist: { offered, chosen, isStale: true } } });
  await ask({ key: 'preview', about: 'plan' }, async (asking) => {
    const ticked = offered.filter((item) => chosen.includes(itemKey(item)));
    const found = await askForTicked(asking, ticked);
    show(asking, shown.title, found, { offered, chosen, isStale: false });
  });
}

/** Names a kind of fix among those of a checklist. */
export function itemKey({ pass, exact }: Pick<RepairItem, 'pass' | 'exact'>): string {
  return `${pass} ${exact ? 'exact' : 'changes'}`;
}

/** Does the previewed fixes as one step of undo. */
export function applyPreview(): void {
  const { preview: shown, plan } = studioStore.getState();
  if (shown?.plan !== plan || !shown.edit || shown.checklist?.isStale === true) return;
  editGraph(shown.title, shown.edit);
  // What the model computed before is what it has to learn again.
  if (!shown.exact) changeTraining({ distillation: true });
  const { plan: next } = studioStore.getState();
  studioStore.setState({ preview: null, fixed: { ...shown, plan: next } });
}

export function cancelPreview(): void {
  cancelAsk('preview');
  studioStore.setState({ preview: null });
}

/** @example ruleOf('rule/relu-only') is 'relu-only' */
function ruleOf(code: string): string {
  return code.replace(/^rule\//, '');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

async function preview(title: string, request: RepairRequest): Promise<void> {
  await ask({ key: 'preview', about: 'plan' }, async (asking) => {
    const { plan } = asking;
    show(asking, title, await asking.studio('previewRepairs', { plan, request }), null);
  });
}

function askForTicked(
  { studio, plan }: Asking,
  ticked: readonly RepairItem[],
): Promise<RepairPreview> {
  const fixes = ticked.map(({ pass, exact }) => ({ pass, exact }));
  return studio('previewRepairs', { plan, request: { fixes } });
}

function show(
  { plan }: Asking,
  title: string,
  found: RepairPreview,
  checklist: Checklist | null,
): void {
  const edit = editOf(found.steps);
  const shown: FixPreview = { ...found, title, edit, plan, checklist };
  studioStore.setState({ preview: shown, fixed: null });
}
