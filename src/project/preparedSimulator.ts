import type { AkidaModel } from '../core/akida/model.ts';
import { createSimulator, type Simulator } from '../core/simulate/simulator.ts';

/** A simulator is prepared once a network: packing its weights costs more than a run. */
const simulators = new WeakMap<AkidaModel, Promise<Simulator>>();

/** The simulator of a network, kept as long as the network is. @throws StudioError simulate/* */
export function preparedSimulator(model: AkidaModel): Promise<Simulator> {
  const prepared = simulators.get(model) ?? createSimulator(model);
  simulators.set(model, prepared);
  return prepared;
}
