import type { AkidaModel } from '../core/akida/model.ts';
import { fail } from '../core/errors/diagnostic.ts';
import { derivation } from './assess.ts';
import type { StudioDocument } from './document.ts';
import type { Plan } from './plan.ts';

/**
 * The network for the chip that a plan gives; an opened .fbz is one already.
 * @param task what needs it, for the error
 * @throws StudioError studio/not-converted
 */
export function convertedModel({ loaded }: StudioDocument, plan: Plan, task: string): AkidaModel {
  if (loaded.kind === 'akida') return loaded.model;
  return derivation(loaded.graph, plan).akida ?? fail('studio/not-converted', {}, task);
}
