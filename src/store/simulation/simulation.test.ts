import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { diagnostic, StudioError } from '../../core/errors/diagnostic.ts';
import { initialPlan } from '../../project/plan.ts';
import { studioStore } from '../studioStore.ts';
import {
  derived,
  fakeClients,
  openModel,
  refusal,
  settled,
  withModel,
  type FakeClients,
} from '../testing/fakeClients.ts';
import { chooseArrays, choosePhoto, runDroppedPicture } from './chosen.ts';
import { cancelEvaluation, evaluateSet } from './evaluate.ts';
import { prepareSimulation } from './prepare.ts';
import { runInput, runLive } from './run.ts';
import { emptySimulation, simulationStore, type SimulationSet } from './simulationStore.ts';

let workers: FakeClients;
let model = 0;
const simulation = () => simulationStore.getState();
const state = () => studioStore.getState();
const toasts = () => state().toasts.map(({ text }) => text);

/** Four sparse inputs: no built-in pictures fit. */
const network = { input: { shape: [1, 1, 4], kind: 'sparse', largest: 15 }, layers: [] };
const result = (name: string) => ({
  layers: [{ name, sparsity: 0, events: 1, operations: 1, denseOperations: 1 }],
  forward: { data: new Int32Array([1]), shape: [1, 1, 1, 1] },
  predict: null,
});
const comparison = {
  scores: { unit: 'strength', float: null, quantized: null, spiking: null },
  parting: null,
};
const input = (name: string) => ({ pixels: new Uint8Array(4), name, label: null });
const images = {
  images: { data: new Uint8Array(4), shape: [1, 1, 1, 4] },
  labels: Int32Array.of(0),
};
const set: SimulationSet = { ...images, name: 'digits', classNames: null };
const layers = () => simulation().layers?.map(({ name }) => name);
const changePlan = () => {
  studioStore.setState({ plan: { ...initialPlan } });
};
const openOther = () => {
  studioStore.setState(withModel(`other${model}`));
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  workers = fakeClients();
  openModel(`model${++model}`);
  // Of asks that the test before left under way.
  studioStore.setState({ toasts: [] });
  simulationStore.setState(emptySimulation);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Prepares, and gives up the run that begins with it. */
async function prepared() {
  void prepareSimulation();
  await workers.call('describeNetwork').answer(network);
}

describe('preparing', () => {
  it('shows the network and runs a first input', async () => {
    await prepared();
    expect(simulation().network).toEqual(network);
    expect(simulation().input?.name).toMatch(/^Random input/);
    await workers.call('simulate').answer(result('first'));
    expect(layers()).toEqual(['first']);
  });

  it('is done once, however many views ask', async () => {
    void prepareSimulation();
    void prepareSimulation();
    await workers.call('describeNetwork').answer(network);
    void prepareSimulation();
    expect(workers.methods()).toEqual(['describeNetwork', 'simulate']);
  });

  it('is void with another plan, and done anew', async () => {
    void prepareSimulation();
    changePlan();
    await workers.call('describeNetwork').answer(network);
    expect(simulation().network).toBeNull();
    await prepared();
    expect(simulation().network).toEqual(network);
  });

  it('runs the input again that was on screen before the plan changed', async () => {
    await prepared();
    void runInput(input('mine'));
    changePlan();
    await prepared();
    expect(simulation().input?.name).toBe('mine');
    expect(workers.methods().at(-1)).toBe('simulate');
  });

  it('another model begins with an input of its own', async () => {
    await prepared();
    void runInput(input('mine'));
    openOther();
    await prepared();
    expect(simulation().input?.name).not.toBe('mine');
  });

  it('that fails says why, and is tried again', async () => {
    void prepareSimulation();
    await workers.call('describeNetwork').refuse(refusal);
    // The stage itself says that nothing converts.
    expect(simulation().problems).toBeNull();
    await prepared();
    expect(simulation().network).toEqual(network);
  });

  it('waits until the model converts', () => {
    studioStore.setState({ derived: { ...derived, converted: null } });
    void prepareSimulation();
    expect(workers.methods()).toEqual([]);
  });
});

describe('running', () => {
  beforeEach(prepared);

  it('shows spikes, then compares the models', async () => {
    void runInput(input('a'));
    await workers.call('simulate').tell({ text: 'Image 1 of 1', fraction: 1 });
    expect(simulation().running?.text).toBe('Image 1 of 1');
    await workers.call('simulate').answer(result('a'));
    expect(layers()).toEqual(['a']);
    await workers.call('compare').answer(comparison);
    expect(simulation()).toMatchObject({ comparison, running: null });
  });

  it.each([
    ['first', ['a', 'b']],
    ['last', ['b', 'a']],
  ])('the newest run shows, if the older one answers %s', async (_, order) => {
    void runInput(input('a'));
    const older = workers.call('simulate');
    void runInput(input('b'));
    const newer = workers.call('simulate');
    for (const name of order) await (name === 'a' ? older : newer).answer(result(name));
    expect(layers()).toEqual(['b']);
    expect(older.isCancelled()).toBe(true);
  });

  it('is void with another plan, spikes and comparison', async () => {
    void runInput(input('a'));
    await workers.call('simulate').answer(result('a'));
    changePlan();
    await workers.call('compare').answer(comparison);
    expect(simulation()).toMatchObject({ comparison: null, layers: null, running: null });
    expect(state().simulate).toBeNull();
  });

  it('that is refused says why; late, it says nothing', async () => {
    void runInput(input('a'));
    await workers.call('simulate').refuse(refusal);
    expect(simulation().problems).toEqual(refusal.diagnostics);
    void runInput(input('b'));
    changePlan();
    await workers.call('simulate').refuse(refusal);
    expect(simulation().problems).toBeNull();
  });
});

describe('a live input', () => {
  beforeEach(prepared);

  it('runs one at a time, and of those that come meanwhile the last', async () => {
    for (const name of ['a', 'b', 'c']) void runLive(() => input(name));
    const count = () => workers.methods().filter((method) => method === 'simulate').length;
    const before = count();
    await workers.call('simulate').answer(result('a'));
    expect(simulation().input?.name).toBe('a');
    await workers.call('simulate').answer(result('c'));
    expect(simulation().input?.name).toBe('c');
    expect(count()).toBe(before + 1);
  });

  it('compares the models once it rests', async () => {
    void runLive(() => input('a'));
    await workers.call('simulate').answer(result('a'));
    expect(workers.methods()).not.toContain('compare');
    await vi.advanceTimersByTimeAsync(300);
    await workers.call('compare').answer(comparison);
    expect(simulation().comparison).toEqual(comparison);
  });

  it('makes way for an input that is chosen, and no comparison of it follows', async () => {
    void runLive(() => input('live'));
    const live = workers.call('simulate');
    void runInput(input('chosen'));
    await live.answer(result('live'));
    await workers.call('simulate').answer(result('chosen'));
    await vi.advanceTimersByTimeAsync(300);
    expect(layers()).toEqual(['chosen']);
    expect(workers.methods().filter((method) => method === 'compare')).toHaveLength(1);
  });

  it('goes on after a refusal', async () => {
    void runLive(() => input('a'));
    await workers.call('simulate').refuse(refusal);
    void runLive(() => input('b'));
    await workers.call('simulate').answer(result('b'));
    expect(simulation()).toMatchObject({ problems: null, input: { name: 'b' } });
  });
});

describe('a file that the user chose', () => {
  const file = new File([], 'inputs.npy');
  const photo = new File([], 'cat.png');
  const rgba = { data: new Uint8ClampedArray(16), width: 2, height: 2 };

  beforeEach(prepared);

  it('is run', async () => {
    void chooseArrays([file]);
    await workers.call('readInputs').answer(images);
    expect(simulation().input?.name).toBe('Image 1 of inputs.npy');
  });

  it('stays chosen when the plan changes while it is read, and is run under the new one', async () => {
    void chooseArrays([file]);
    changePlan();
    await workers.call('readInputs').answer(images);
    expect(simulation().file?.set.name).toBe('inputs.npy');
    await workers.call('describeNetwork').answer(network);
    expect(simulation().input?.name).toBe('Image 1 of inputs.npy');
    expect(workers.call('simulate').input['plan']).toBe(state().plan);
  });

  it('stays chosen when the plan changes twice', async () => {
    void chooseArrays([file]);
    await workers.call('readInputs').answer(images);
    changePlan();
    expect(simulation().file?.set.name).toBe('inputs.npy');
    changePlan();
    expect(simulation().file?.set.name).toBe('inputs.npy');
  });

  it('is told of when the model does not convert any more', async () => {
    void chooseArrays([file]);
    changePlan();
    studioStore.setState({ derived: { ...derived, converted: null } });
    await workers.call('readInputs').answer(images);
    expect(toasts()).toEqual(['inputs.npy was not run: the model does not convert as it stands.']);
  });

  it('is told of when another model is opened', async () => {
    void chooseArrays([file]);
    openOther();
    await workers.call('readInputs').answer(images);
    expect(toasts()).toEqual(['inputs.npy was not run: another model was opened meanwhile.']);
    expect(simulation().file).toBeNull();
  });

  it('and that cannot be read says why', async () => {
    void chooseArrays([file]);
    await workers.call('readInputs').refuse(refusal);
    expect(simulation().fileProblems).toEqual(refusal.diagnostics);
  });

  it('counts if it was chosen last', async () => {
    void chooseArrays([file]);
    const first = workers.call('readInputs');
    void choosePhoto(photo, false);
    await workers.call('readPicture').answer(rgba);
    await first.answer(images);
    expect(simulation()).toMatchObject({ file: null, photo: { name: 'cat.png' } });
  });

  it('may be no picture', async () => {
    void choosePhoto(photo, false);
    await workers.call('readPicture').answer(null);
    expect(simulation()).toMatchObject({ photo: null, photoRefused: 'cat.png' });
  });

  it('dropped on a network that takes no pictures says so', async () => {
    void runDroppedPicture(photo);
    await settled();
    expect(toasts()[0]).toMatch(/takes no pictures/);
  });
});

describe('a data set', () => {
  const evaluation = {
    ...{ samples: 1, layers: [], quantized: null, float: null },
    spiking: {
      accuracy: 1,
      classes: 1,
      confusion: Int32Array.of(1),
      predictions: Int32Array.of(0),
    },
  };
  const load = () => Promise.resolve(set);

  it('is read, run and shown', async () => {
    void evaluateSet(load);
    expect(simulation().evaluating?.text).toBe('Reading the data');
    await settled();
    await workers.call('evaluate').answer(evaluation);
    expect(simulation()).toMatchObject({ evaluating: null, dataset: { set: { name: 'digits' } } });
    expect(state().evaluation).toMatchObject({ accuracy: { spiking: 1 }, confusion: [[1]] });
  });

  it('stays chosen when the plan changes while it is read', async () => {
    await prepared();
    let read: (value: SimulationSet) => void = () => undefined;
    void evaluateSet(() => new Promise((resolve) => (read = resolve)), 'digits');
    changePlan();
    expect(simulation().evaluating?.text).toBe('Reading the data');
    read(set);
    await settled();
    expect(workers.call('evaluate').input['plan']).toBe(state().plan);
  });

  it('is offered again when the plan changes while it runs', async () => {
    void evaluateSet(load);
    await settled();
    changePlan();
    await workers.call('evaluate').answer(evaluation);
    expect(state().evaluation).toBeNull();
    expect(simulation().evaluating).toBeNull();
    const [toast] = state().toasts;
    expect(toast?.action?.label).toBe('Run again');
    toast?.action?.run();
    await settled();
    await workers.call('evaluate').answer(evaluation);
    expect(state().evaluation?.samples).toBe(1);
  });

  it('asks what its values are where they are no pixels', async () => {
    await prepared();
    const asked = diagnostic('data/not-pixels', {}, 0, 1, [{ low: 0, high: 1 }], true);
    const ranges: unknown[] = [];
    void evaluateSet((_, range) => {
      ranges.push(range);
      return range ? Promise.resolve(set) : Promise.reject(new StudioError([asked]));
    }, 'floats.npz');
    await settled();
    const { datasetQuestion, datasetProblems, evaluating } = simulation();
    expect(datasetQuestion).toMatchObject({ name: 'floats.npz', lowest: 0, highest: 1 });
    expect([datasetProblems, evaluating]).toEqual([[], null]);
    datasetQuestion?.answer({ low: 0, high: 1 });
    await settled();
    expect(ranges).toEqual([null, { low: 0, high: 1 }]);
    expect(simulation().datasetQuestion).toBeNull();
    await workers.call('evaluate').answer(evaluation);
    expect(state().evaluation?.samples).toBe(1);
  });

  it('is told of when another model is opened while it is read', () => {
    void evaluateSet(() => new Promise(() => undefined), 'digits.npz');
    openOther();
    expect(toasts()).toEqual(['digits.npz was not run: another model was opened meanwhile.']);
    expect(simulation().evaluating).toBeNull();
  });

  it('cancelled shows nothing, whenever it answers', async () => {
    void evaluateSet(load);
    await settled();
    cancelEvaluation();
    expect(simulation().evaluating).toBeNull();
    await workers.call('evaluate').answer(evaluation);
    expect(state().evaluation).toBeNull();
    expect(toasts()).toEqual([]);
  });

  it('asked for anew: the last one shows', async () => {
    void evaluateSet(load);
    await settled();
    const first = workers.call('evaluate');
    void evaluateSet(load);
    await settled();
    await first.answer({ ...evaluation, samples: 5 });
    await workers.call('evaluate').answer(evaluation);
    expect(state().evaluation?.samples).toBe(1);
  });

  it('that is refused says why', async () => {
    void evaluateSet(load);
    await settled();
    await workers.call('evaluate').refuse(refusal);
    expect(simulation().datasetProblems).toEqual(refusal.diagnostics);
  });
});
