import type { Problem } from '../../project/assess.ts';
import type { GraphEdit } from '../../project/plan.ts';
import { ask, cancelAsk } from '../ask.ts';
import { studioStore } from '../studioStore.ts';
import { editGraph } from './plan.ts';
import { changeTraining } from './training.ts';
import { selectLayer } from './view.ts';

/** Shows a problem in full and leads to its layer. */
export function showProblem(key: string, { where }: Problem): void {
  cancelAsk('preview');
  studioStore.setState({ problem: key, preview: null, fixed: null });
  if (where.layer !== undefined) selectLayer(where.layer);
}

/** Works out what the fix of a problem would change. Without a fix nothing happens. */
export async function previewFix({ edit, where, title }: Problem): Promise<void> {
  if (edit) await preview(`Fix of ${where.layer ?? 'the model'}: ${lowerFirst(title)}`, edit);
}

/** Works out what all fixes that keep the outputs would change. */
export async function previewSafeFixes(): Promise<void> {
  await preview('Fix all safe ones', { kind: 'safeFixes' });
}

/** Does the previewed fix as one step of undo. */
export function applyPreview(): void {
  const { preview: shown, plan } = studioStore.getState();
  if (shown?.plan !== plan) return;
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

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

async function preview(title: string, edit: GraphEdit): Promise<void> {
  await ask({ key: 'preview', about: 'plan' }, async ({ studio, plan }) => {
    const found = await studio('previewEdit', { plan, edit });
    studioStore.setState({ preview: { ...found, title, edit, plan }, fixed: null });
  });
}
