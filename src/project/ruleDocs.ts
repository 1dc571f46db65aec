import { hardwareRules } from '../core/rules/hardware/index.ts';
import { rules } from '../core/rules/index.ts';
import type { RuleDiagnostic } from '../core/rules/ruleDiagnostic.ts';
import type { Problem } from '../worker/methods/contract.ts';

const docs = new Map<string, string>(
  [...rules, ...hardwareRules].map(({ id, doc }) => [`rule/${id}`, doc]),
);

/** Adds what the broken rule says in general: the reason behind the finding. */
export function withReason(found: RuleDiagnostic): Problem {
  const why = docs.get(found.code);
  return why === undefined ? found : { ...found, why };
}
