import type { LoadedModel } from '../core/keras/readModel.ts';
import type { OpenedModel } from '../worker/methods/contract.ts';

/** The open model. Never changes: everything else is derived from it and a plan. */
export interface StudioDocument {
  readonly summary: OpenedModel;
  readonly loaded: LoadedModel;
}
