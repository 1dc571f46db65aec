import { fail } from '../core/errors/diagnostic.ts';
import { isJsonObject } from '../core/ir/json.ts';
import { parsePlan } from './parsePlan.ts';
import type { Plan } from './plan.ts';

/** Raised whenever sessions that earlier versions saved would be read wrongly. */
export const SESSION_VERSION = 1;

/** What the user decided and looked at, as it is saved: everything of a session but the model's bytes. */
export interface SessionRecord {
  readonly version: number;
  readonly plan: Plan;
  readonly change: string;
  /** Undo and redo stacks, nearest last. */
  readonly past: readonly { readonly plan?: Plan; readonly change?: string }[];
  readonly future: readonly { readonly plan?: Plan; readonly change?: string }[];
  readonly view: Readonly<Record<string, unknown>>;
}

/** Checks that `value` is a session of this version. @throws StudioError studio/session-version, studio/damaged-session */
export function parseSession(value: unknown): SessionRecord {
  const version = isJsonObject(value) ? value['version'] : undefined;
  if (version !== SESSION_VERSION || !isJsonObject(value)) {
    fail('studio/session-version', {}, SESSION_VERSION, `version ${JSON.stringify(version)}`);
  }
  parsePlan(value['plan']);
  if (typeof value['change'] !== 'string') damaged('change');
  if (!isJsonObject(value['view'])) damaged('view');
  for (const stack of ['past', 'future']) {
    const states = value[stack];
    if (!Array.isArray(states)) damaged(stack);
    for (const state of states as readonly unknown[]) {
      if (!isJsonObject(state)) damaged(stack);
      if (state['plan'] !== undefined) parsePlan(state['plan']);
      if (state['change'] !== undefined && typeof state['change'] !== 'string') damaged(stack);
    }
  }
  return value as unknown as SessionRecord;
}

function damaged(entry: string): never {
  fail('studio/damaged-session', { path: entry }, entry);
}
