import { isStudioError } from '../../../core/errors/diagnostic.ts';
import { simulateSlice } from '../../../store/slices/simulate.ts';
import { studioClient } from '../../../store/studioClient.ts';
import { studioStore } from '../../../store/studioStore.ts';
import { classScores } from '../../../worker/classScores.ts';
import type { OutputOf, Progress } from '../../../worker/api.ts';
import type { NetworkView } from '../../../worker/networkView.ts';
import { randomInput } from '../input/randomPixels.ts';
import { silentShare } from './activity.ts';
import { cancelEvaluation } from './evaluateSet.ts';
import { inputOf, samplesFor } from './imageSets.ts';
import { emptySimulation, simulationStore, type NetworkInput } from './simulationStore.ts';
import { scrubWave, startWave } from './wave.ts';

/** Active values of the random input that a network without samples begins with: as few as an event camera sends. */
const FIRST_SHARE = 0.1;

interface Preparation {
  readonly done: Promise<void>;
}

/** Is for the open model and plan: a change of either forgets it, and what it still brings is dropped. */
let preparing: Preparation | null = null;
let running: AbortController | null = null;
let unfollow: (() => void) | null = null;

/**
 * Gets network and samples for the open model and plan, and runs the input again that was on screen when both changed.
 * Without an input it takes the first sample, or random values where no picture fits. Called whenever a view of the stage shows.
 */
export function prepareSimulation(): Promise<void> {
  unfollow ??= forgetOnChange();
  const { derived } = studioStore.getState();
  if (!derived?.converted) return Promise.resolve();
  preparing ??= begunPreparation();
  return preparing.done;
}

/** Sends an input through the network, lets the wave pass, and compares the three models. Gives up a run under way. */
export async function runInput(input: NetworkInput): Promise<void> {
  const controller = begin();
  simulationStore.setState({ input, problems: null, comparison: null });
  await reporting(controller, async () => {
    await simulateInput(input, controller, (running) => {
      simulationStore.setState({ running });
    });
    startWave();
    await compareInput(controller);
  });
}

/** Milliseconds that a live input must rest before three models are compared. */
const REST_MS = 250;
let live: AbortController | null = null;
let next: LiveSource | null = null;
let rest: ReturnType<typeof setTimeout> | undefined;

/** What is on the pad or before the camera now; null while there is nothing. */
type LiveSource = () => NetworkInput | null;

/**
 * Sends one of many inputs in a row through the network, from a pad or a camera. One is under way at a time; of those
 * that come meanwhile only the last is read and run. The models are compared once the input rests.
 */
export async function runLive(source: LiveSource): Promise<void> {
  clearTimeout(rest);
  if (live && live === running) {
    next = source;
    return;
  }
  const controller = begin();
  live = controller;
  simulationStore.setState({ problems: null });
  await reporting(controller, async () => {
    for (let from: LiveSource | null = source; from && running === controller; from = next) {
      next = null;
      const input = from();
      if (!input) continue;
      await simulateInput(input, controller);
      simulationStore.setState({ input, comparison: null });
      scrubWave(Infinity);
    }
  });
  if (live !== controller) return;
  live = null;
  rest = setTimeout(() => {
    void reporting(controller, () => compareInput(controller));
  }, REST_MS);
}

function begin(): AbortController {
  running?.abort();
  clearTimeout(rest);
  next = null;
  running = new AbortController();
  return running;
}

async function simulateInput(
  { pixels }: NetworkInput,
  controller: AbortController,
  onProgress?: (progress: Progress) => void,
): Promise<void> {
  const { network } = simulationStore.getState();
  const { plan } = studioStore.getState();
  if (!network) return;
  const inputs = { data: pixels, shape: [1, ...network.input.shape] };
  const result = await studioClient.call(
    'simulate',
    { plan, inputs, layers: 'all', potentials: true },
    { signal: controller.signal, ...(onProgress ? { onProgress } : {}) },
  );
  controller.signal.throwIfAborted();
  showResult(network, result);
}

/** Gives up the run that is under way. */
export function cancelRun(): void {
  running?.abort();
  running = null;
  simulationStore.setState({ running: null });
}

async function compareInput(controller: AbortController): Promise<void> {
  const { input, network } = simulationStore.getState();
  const { plan } = studioStore.getState();
  if (!input || !network) return;
  const inputs = { data: input.pixels, shape: [1, ...network.input.shape] };
  const comparison = await studioClient.call(
    'compare',
    { plan, inputs },
    { signal: controller.signal },
  );
  simulationStore.setState({ comparison });
  studioStore.setState(({ simulate }) => ({
    simulate: simulate && { ...simulate, parting: comparison.parting?.first ?? null },
  }));
}

/** Runs a part of a job: what it refuses is shown, what was given up is not. */
async function reporting(controller: AbortController, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (controller.signal.aborted) return;
    if (!isStudioError(error)) throw error;
    simulationStore.setState({ problems: error.diagnostics });
  } finally {
    if (running === controller) simulationStore.setState({ running: null });
  }
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
}

/** Known by its identity: models that convert as opened share one plan, and undo comes back to a plan. */
function begunPreparation(): Preparation {
  const begun: Preparation = { done: prepare(() => preparing === begun) };
  return begun;
}

async function prepare(isCurrent: () => boolean): Promise<void> {
  const { plan } = studioStore.getState();
  const { input: last } = simulationStore.getState();
  try {
    const network = await studioClient.call('describeNetwork', { plan });
    if (!isCurrent()) return;
    const fits = last !== null && takes(network, last);
    simulationStore.setState({ network, ...(fits ? {} : { input: null }) });
    if (fits) void runInput(last);
    const samples = await samplesFor(network);
    if (!isCurrent()) return;
    simulationStore.setState({ samples });
    if (!simulationStore.getState().input) {
      void runInput(samples ? inputOf(samples, 0, network) : randomInput(network, FIRST_SHARE, 1));
    }
  } catch (error) {
    if (!isCurrent()) return;
    preparing = null;
    if (!isStudioError(error)) return;
    // The plan has just lost its network: the stage itself says why and what to do.
    if (error.diagnostics.some(({ code }) => code === 'studio/not-converted')) return;
    simulationStore.setState({ problems: error.diagnostics });
  }
}

/** Whether an input of before is one of this network: as many values, none too large. */
function takes({ input: { shape, largest } }: NetworkView, { pixels }: NetworkInput): boolean {
  const size = shape.reduce((a, b) => a * b);
  return pixels.length === size && pixels.every((value) => value <= largest);
}

/** A run belongs to one model and plan: when either changes, what it gave no longer holds. The input stays. */
function forgetOnChange(): () => void {
  return studioStore.subscribe((state, previous) => {
    if (state.model === previous.model && state.plan === previous.plan) return;
    cancelRun();
    cancelEvaluation();
    preparing = null;
    const { input, demo } = simulationStore.getState();
    const isSameModel = state.model === previous.model;
    simulationStore.setState({ ...emptySimulation, demo, input: isSameModel ? input : null });
    studioStore.setState(simulateSlice);
  });
}
