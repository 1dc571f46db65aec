import type { NetworkView } from '../../project/views/network.ts';
import { ask, isAsking, type Asking } from '../ask.ts';
import { simulateSlice } from '../slices/simulate.ts';
import { studioStore } from '../studioStore.ts';
import { inputOf, samplesFor } from './imageSets.ts';
import { forgetLive, runInput } from './run.ts';
import { emptySimulation, simulationStore, type NetworkInput } from './simulationStore.ts';

/** Active values of the random input that a network without samples begins with: as few as an event camera sends. */
const FIRST_SHARE = 0.1;

/** For the open model and plan; forgotten when either changes. */
let preparing: Promise<void> | null = null;
let unfollow: (() => void) | null = null;

/**
 * Gets network and samples for the open model and plan, and runs the input again that was on screen when both changed.
 * Without an input it takes the first sample, or random values where no picture fits. Called whenever a view of the stage shows.
 */
export function prepareSimulation(): Promise<void> {
  unfollow ??= forgetOnChange();
  const { derived } = studioStore.getState();
  if (!derived?.converted) return Promise.resolve();
  preparing ??= ask(
    {
      key: 'simulate/prepare',
      about: 'plan',
      failed: (problems) => {
        preparing = null;
        // The plan has just lost its network: the stage itself says why and what to do.
        if (problems.some(({ code }) => code === 'studio/not-converted')) return;
        simulationStore.setState({ problems });
      },
    },
    prepare,
  );
  return preparing;
}

/**
 * The network of the open model under the plan at that time; null when it does not convert. For what the user chose while
 * the plan changes: a file stays chosen.
 */
export async function presentNetwork({ wait }: Pick<Asking, 'wait'>): Promise<NetworkView | null> {
  for (;;) {
    const { plan } = studioStore.getState();
    await wait(prepareSimulation());
    const { network } = simulationStore.getState();
    if (network || studioStore.getState().plan === plan) return network;
  }
}

async function prepare(asking: Asking): Promise<void> {
  const { input: last } = simulationStore.getState();
  const network = await asking.studio('describeNetwork', { plan: asking.plan });
  const fits = last !== null && takes(network, last);
  simulationStore.setState({ network, ...(fits ? {} : { input: null }) });
  if (fits) void runInput(last);
  const samples = await samplesFor(asking, network);
  simulationStore.setState({ samples });
  if (!simulationStore.getState().input) {
    void runInput(samples ? inputOf(samples, 0, network) : randomInput(network, FIRST_SHARE, 1));
  }
}

/** Whether the previous input fits this network: as many values, none too large. */
function takes({ input: { shape, largest } }: NetworkView, { pixels }: NetworkInput): boolean {
  const size = shape.reduce((a, b) => a * b);
  return pixels.length === size && pixels.every((value) => value <= largest);
}

/** What a run gave belongs to one model and plan. What the user chose to run stays with the model. */
function forgetOnChange(): () => void {
  return studioStore.subscribe((state, previous) => {
    if (state.model === previous.model && state.plan === previous.plan) return;
    preparing = null;
    forgetLive();
    const { demo, input, source, file, photo, evaluating } = simulationStore.getState();
    const isSameModel = state.model === previous.model;
    simulationStore.setState({
      ...{ ...emptySimulation, demo },
      ...(isSameModel && { input, source, file, photo }),
      // A data set is read for the model, not for the plan.
      ...(isSameModel && isAsking('simulate/set') && { evaluating }),
    });
    studioStore.setState(simulateSlice);
  });
}

/**
 * Random values for a network: each is 1 .. largest with the given probability, else 0. The same seed gives the same values.
 * @source xorshift32, Marsaglia 2003
 */
export function randomPixels(
  { input: { shape, largest } }: Pick<NetworkView, 'input'>,
  active: number,
  seed: number,
): Uint8Array {
  let state = Math.imul(seed, 0x9e3779b9) | 1;
  const random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const size = shape.reduce((a, b) => a * b);
  return Uint8Array.from({ length: size }, () =>
    random() < active ? 1 + Math.floor(random() * largest) : 0,
  );
}

/** Random values as an input to run. */
export function randomInput(network: NetworkView, active: number, seed: number): NetworkInput {
  return {
    pixels: randomPixels(network, active, seed),
    name: `Random input ${seed}, ${Math.round(active * 100)} % active`,
    label: null,
  };
}
