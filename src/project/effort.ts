import type { AkidaModel } from '../core/akida/model.ts';
import type { Activity } from '../core/cost/activity.ts';
import type { Estimate } from '../core/cost/estimate.ts';
import { estimateCost } from '../core/cost/estimateCost.ts';
import { mapModel } from '../core/map/mapModel.ts';
import type { TargetChoice } from '../core/targets/index.ts';

/** What one inference takes of a network. */
export interface Effort {
  /** Values that are not zero and enter a layer behind the first, a mean: what training can change. */
  readonly events: number;
  /** On the chip; null where there is no basis for a figure. */
  readonly milliseconds: Estimate | null;
}

/**
 * Events and time of an inference.
 * @param activity  of the network, or of one with layers of the same names
 * @param hardware  a chip whose costs are not known has no time
 */
export function effortOf(model: AkidaModel, activity: Activity, hardware: TargetChoice): Effort {
  const [, ...behind] = model.layers.filter(({ kind }) => kind !== 'InputData');
  const events = behind.reduce((sum, { name }) => sum + (activity.events.get(name) ?? 0), 0);
  if (hardware === 'none') return { events, milliseconds: null };
  const { milliseconds } = estimateCost(mapModel(model, { chip: hardware }), activity);
  return { events, milliseconds };
}
