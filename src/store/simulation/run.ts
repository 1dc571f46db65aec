import { classScores } from '../../project/classScores.ts';
import type { NetworkView } from '../../project/views/network.ts';
import type { OutputOf } from '../../worker/contract.ts';
import type { Progress } from '../../worker/rpc/protocol.ts';
import { keepEvents } from '../actions/chip.ts';
import { ask, type AskOptions, type Asking } from '../ask.ts';
import { studioStore } from '../studioStore.ts';
import { simulationStore, type NetworkInput } from './simulationStore.ts';
import { scrubWave, startWave } from './wave.ts';

/** A run belongs to a plan; a newer one replaces it. */
const RUN: AskOptions = {
  key: 'simulate/run',
  about: 'plan',
  failed: (problems) => {
    simulationStore.setState({ problems });
  },
  ended: () => {
    simulationStore.setState({ running: null });
  },
};

/** Sends an input through the network, lets the wave pass, and compares the three models. Cancels a run in progress. */
export async function runInput(input: NetworkInput): Promise<void> {
  forgetLive();
  await ask(RUN, async (asking) => {
    simulationStore.setState({ input, problems: null, comparison: null });
    await simulateInput(asking, input, (running) => {
      simulationStore.setState({ running });
    });
    startWave();
    await compareInput(asking);
  });
}

/** Milliseconds that a live input must rest before three models are compared. */
const REST_MS = 250;
let live: Asking | null = null;
let next: LiveSource | null = null;
let rest: ReturnType<typeof setTimeout> | undefined;

/** What is on the pad or before the camera now; null while there is nothing. */
type LiveSource = () => NetworkInput | null;

/**
 * Sends one of many inputs in a row through the network, from a pad or a camera. One runs at a time; of those
 * that come meanwhile only the last is read and run. The models are compared once the input rests.
 */
export async function runLive(source: LiveSource): Promise<void> {
  clearTimeout(rest);
  if (live && !live.signal.aborted) {
    next = source;
    return;
  }
  forgetLive();
  const isDone = await ask(RUN, async (asking) => {
    live = asking;
    simulationStore.setState({ problems: null });
    for (let from: LiveSource | null = source; from; from = next) {
      next = null;
      const input = from();
      if (!input) continue;
      await simulateInput(asking, input);
      simulationStore.setState({ input, comparison: null });
      scrubWave(Infinity);
    }
    return true;
  });
  if (isDone) rest = setTimeout(() => void ask(RUN, compareInput), REST_MS);
}

/** Drops inputs of a pad or a camera that still wait. */
export function forgetLive(): void {
  clearTimeout(rest);
  next = null;
}

async function simulateInput(
  { studio, plan }: Asking,
  { pixels }: NetworkInput,
  onEvent: (progress: Progress) => void = () => undefined,
): Promise<void> {
  const { network } = simulationStore.getState();
  if (!network) return;
  const inputs = { data: pixels, shape: [1, ...network.input.shape] };
  const asked = { plan, inputs, layers: 'all', potentials: true } as const;
  showResult(network, await studio('simulate', asked, { onEvent }));
}

async function compareInput({ studio, plan }: Asking): Promise<void> {
  const { input, network } = simulationStore.getState();
  if (!input || !network) return;
  const inputs = { data: input.pixels, shape: [1, ...network.input.shape] };
  const comparison = await studio('compare', { plan, inputs });
  simulationStore.setState({ comparison });
  studioStore.setState(({ simulate }) => ({
    simulate: simulate && { ...simulate, parting: comparison.parting?.first ?? null },
  }));
}

function showResult(
  network: NetworkView,
  { layers, forward, predict }: OutputOf<'simulate'>,
): void {
  const parts = network.layers.map((layer) => ({
    neurons: layer.largestSpike === null ? 0 : layer.outputShape.reduce((a, b) => a * b),
    sparsity: layers.find(({ name }) => name === layer.name)?.sparsity ?? 0,
  }));
  simulationStore.setState({
    scores: classScores(predict ?? forward, predict !== null),
    layers: layers.map(({ name, output, potentials, sparsity }) => ({
      name,
      sparsity,
      output: output?.data ?? new Int32Array(0),
      potentials: potentials?.data ?? new Int32Array(0),
    })),
  });
  studioStore.setState(({ simulate }) => ({
    meanSparsity: silentShare(parts),
    simulate: {
      layers: layers.map(({ name, sparsity, events, operations, denseOperations }) => {
        const spikes = network.layers.some((l) => l.name === name && l.largestSpike !== null);
        return { name, spikes, sparsity, events, operations, denseOperations };
      }),
      wave: simulate?.wave ?? 0,
      parting: null,
    },
  }));
  // A data set says more than one input, except where people watch that one.
  const { dataset, demo } = simulationStore.getState();
  if (demo || !dataset) {
    const events = Object.fromEntries(layers.map((layer) => [layer.name, layer.events]));
    keepEvents({ on: 'one input', inputs: 1, events });
  }
}

/**
 * Share of silent neurons over all layers that spike, each neuron counted once. A head gives potentials, not spikes: it
 * is left out.
 * @param layers  zeros as a share of the layer, with its number of neurons
 */
export function silentShare(
  layers: readonly { readonly sparsity: number; readonly neurons: number }[],
): number | null {
  const neurons = layers.reduce((sum, layer) => sum + layer.neurons, 0);
  if (neurons === 0) return null;
  return layers.reduce((sum, layer) => sum + layer.sparsity * layer.neurons, 0) / neurons;
}
