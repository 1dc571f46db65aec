import type { LayerResult } from '../simulate/engine.ts';

/** What inputs do in a network. */
export interface Activity {
  /** How many inputs the mean is over. */
  readonly inputs: number;
  /** Layer name to the mean of the non-zero values that enter it in one inference. */
  readonly events: ReadonlyMap<string, number>;
}

/**
 * The mean activity of a run.
 * @param layers  what `simulate` counted, over all inputs of the run
 * @param inputs  how many they were
 */
export function activityOfRun(
  layers: readonly Pick<LayerResult, 'name' | 'events'>[],
  inputs: number,
): Activity {
  return { inputs, events: new Map(layers.map(({ name, events }) => [name, events / inputs])) };
}
