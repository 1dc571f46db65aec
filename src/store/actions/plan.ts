import type { ConversionSettings, GraphEdit, Plan } from '../../project/plan.ts';
import { studioStore } from '../studioStore.ts';

/** Changes the plan as one step of undo. `change` says what was done, in the words of a menu. */
export function changePlan(change: string, update: (plan: Plan) => Plan): void {
  const { plan } = studioStore.getState();
  const next = update(plan);
  if (next !== plan) studioStore.setState({ plan: next, change });
}

/** Adds one edit of the graph. */
export function editGraph(change: string, edit: GraphEdit): void {
  changePlan(change, (plan) => ({ ...plan, edits: [...plan.edits, edit] }));
}

/** Changes some of the conversion settings. */
export function changeSettings(change: string, settings: Partial<ConversionSettings>): void {
  changePlan(change, (plan) => ({ ...plan, settings: { ...plan.settings, ...settings } }));
}

/** Takes back the last change of the plan. */
export function undo(): void {
  studioStore.temporal.getState().undo();
}

/** Does the last taken-back change again. */
export function redo(): void {
  studioStore.temporal.getState().redo();
}
