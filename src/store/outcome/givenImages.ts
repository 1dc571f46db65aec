import { newId } from '../../worker/newId.ts';
import type { SimulationSet } from '../simulation/simulationStore.ts';
import { studioStore } from '../studioStore.ts';

/** Labelled images that the user gave to be run. */
export interface GivenImages {
  readonly id: string;
  readonly set: SimulationSet;
}

/** The last ones, with the model that was open. */
let last: (GivenImages & { readonly document: string | null }) | null = null;

/** From now on these images judge the open model: whatever was measured on others does not count any more. */
export function judgeBy(set: SimulationSet): void {
  const { document } = studioStore.getState();
  last = { document, id: newId(), set };
  studioStore.setState({ judges: 'unknown', scalingTrials: null, outcomeProblems: null });
}

/** What the user gave while that model was open; null where they gave none. */
export function givenImages(document: string | null): GivenImages | null {
  return last?.document === document ? last : null;
}
