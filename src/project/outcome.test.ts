import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { isStudioError } from '../core/errors/diagnostic.ts';
import { readDataset } from '../core/data/readDataset.ts';
import { createRunner } from '../core/forward/runner.ts';
import { createSimulator } from '../core/simulate/simulator.ts';
import { tensor } from '../core/tensor/tensor.ts';
import { assess } from './assess.ts';
import { readDocument } from './document.ts';
import { measureOutcome, type JudgingSet, type Outcome } from './outcome.ts';
import { initialPlan, type BitWidths, type Plan } from './plan.ts';
import { formToTry, scalingReadings, tryScalings } from './scalingTrials.ts';

vi.mock('../core/forward/runner.ts', { spy: true });
vi.mock('../core/simulate/simulator.ts', { spy: true });

const sample = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../public/samples/${name}`, import.meta.url)));
const opened = (name: string) => readDocument([{ name, bytes: sample(name) }]);

/** So many of the built-in test digits. */
function digits(count: number): JudgingSet {
  const { images, labels } = readDataset(
    [{ name: 'mnist_test500.npz', bytes: sample('mnist_test500.npz') }],
    'testing',
  );
  return {
    images: tensor(images.data.slice(0, count * 784), [count, 28, 28, 1]),
    labels: labels.slice(0, count),
  };
}

function at(bits: BitWidths | null, settings: Partial<Plan['settings']> = {}): Plan {
  return { edits: [], settings: { ...initialPlan.settings, bits, ...settings } };
}
const FOUR = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };
const TWO = { inputWeightBits: 8, weightBits: 2, activationBits: 2 };

const context = (told: Outcome[] = [], signal = new AbortController().signal) => ({
  signal,
  report: (outcome: Outcome) => told.push(outcome),
  pause: () => {
    signal.throwIfAborted();
    return Promise.resolve();
  },
});

it('runs all three forms, tells the first images first, and the float model once for all bits', async () => {
  const document = await opened('mnist_float.h5');
  const set = digits(40);
  const told: Outcome[] = [];
  const four = await measureOutcome(document, at(FOUR), set, context(told));
  expect(told[0]).toMatchObject({ of: 40, spiking: { images: 20 }, float: null, quantized: null });
  expect(four).toMatchObject({ classes: 10, float: { images: 40 }, spiking: { images: 40 } });
  expect(four.quantized?.images).toBe(40);
  expect(four.pair).toEqual({
    images: 40,
    float: four.float?.correct,
    spiking: four.spiking?.correct,
  });
  expect(four.packedBytes).toBeGreaterThan(10_000);
  const prepared = vi.mocked(createRunner).mock.calls.length;
  const again: Outcome[] = [];
  const two = await measureOutcome(document, at(TWO), set, context(again));
  // The quantized one alone: the float model is the same.
  expect(createRunner).toHaveBeenCalledTimes(prepared + 1);
  expect(again[0]?.float).toEqual(four.float);
  expect(two.spiking?.correct).toBeLessThan(four.spiking?.correct ?? 0);
  const simulators = vi.mocked(createSimulator).mock.calls.length;
  expect(await measureOutcome(document, at(TWO), set, context())).toEqual(two);
  expect(createSimulator).toHaveBeenCalledTimes(simulators);
});

it('goes on where a cancelled one stopped', async () => {
  const document = await opened('mnist_float.h5');
  const set = digits(30);
  const controller = new AbortController();
  const told: Outcome[] = [];
  const running = measureOutcome(document, at(FOUR), set, {
    ...context(told, controller.signal),
    report: (outcome) => {
      told.push(outcome);
      controller.abort();
    },
  });
  await expect(running).rejects.toThrow();
  expect(told.at(-1)?.spiking?.images).toBe(20);
  const all = await measureOutcome(document, at(FOUR), set, context());
  expect(all.spiking?.images).toBe(30);
});

it('two at a time share what they know, and both end', async () => {
  const document = await opened('mnist_float.h5');
  const set = digits(40);
  const turn = () => new Promise<void>((resolve) => setTimeout(resolve));
  const both = await Promise.all([
    measureOutcome(document, at(TWO), set, { ...context(), pause: turn }),
    measureOutcome(document, at(TWO), set, { ...context(), pause: turn }, 'spiking'),
  ]);
  expect(both.map(({ spiking }) => spiking?.images)).toEqual([40, 40]);
});

it('has the float model alone while the plan does not convert', async () => {
  const document = await opened('mnist_float.h5');
  const outcome = await measureOutcome(document, initialPlan, digits(20), context());
  expect(outcome).toMatchObject({ spiking: null, quantized: null, pair: null, packedBytes: null });
  expect(outcome.float?.images).toBe(20);
});

it('has no float form of a file that was quantized before', async () => {
  const document = await opened('mnist_qat_iq8_wq2_aq2.h5');
  const outcome = await measureOutcome(document, initialPlan, digits(20), context());
  expect(outcome).toMatchObject({ float: null, pair: null });
  expect(outcome.spiking?.correct).toBeGreaterThan(17);
  expect(outcome.quantized?.correct).toBeGreaterThan(17);
});

it('refuses labels that the model does not have', async () => {
  const document = await opened('mnist_float.h5');
  const { images } = digits(3);
  const set = { images, labels: Int32Array.of(0, 10, 3) };
  const refused = await measureOutcome(document, at(FOUR), set, context()).catch((e: unknown) => e);
  expect(isStudioError(refused) && refused.diagnostics[0]).toMatchObject({
    code: 'forward/labels',
    received: 'label 10, of image 1',
  });
});

/** The sample without its Rescaling layer, as a model whose user divides by 255 outside of it. */
async function unscaledDigits() {
  const document = await opened('mnist_float.h5');
  if (document.loaded.kind !== 'keras') throw new Error('no Keras model');
  const { graph } = document.loaded;
  const [input, rescaling] = graph.layers;
  const layers = graph.layers
    .filter((node) => node !== rescaling)
    .map((node) => ({
      ...node,
      calls: node.calls.map((refs) =>
        refs.map((ref) =>
          ref.layer === rescaling?.name ? { ...ref, layer: input?.name ?? '' } : ref,
        ),
      ),
    }));
  return { ...document, loaded: { ...document.loaded, graph: { ...graph, layers } } };
}

it('asks for the scaling where nothing says it, and proposes the one that the model was trained with', async () => {
  const document = await unscaledDigits();
  const unsaid = (plan: Plan) =>
    assess(document, plan).diagnostics.filter(({ code }) => code === 'convert/scaling-unsaid');
  expect(unsaid(at(FOUR))).toMatchObject([
    { severity: 'warning', title: 'Input scaling not said' },
  ]);
  expect(unsaid(at(null))).toHaveLength(1);
  expect(unsaid(at(FOUR, { inputScaling: { scale: 1, shift: 0 } }))).toEqual([]);
  expect(unsaid(at(FOUR, { inputKind: 'sparse' }))).toEqual([]);
  const scaled = await opened('mnist_float.h5');
  expect(assess(scaled, at(FOUR)).diagnostics.map(({ code }) => code)).not.toContain(
    'convert/scaling-unsaid',
  );

  const graph = formToTry(assess(document, at(FOUR)));
  if (!graph) throw new Error('no model to try');
  const { images, trials, best } = await tryScalings(graph, digits(60), {
    signal: new AbortController().signal,
  });
  expect(images).toBe(60);
  expect(best).toMatchObject({ id: 'zeroToOne', scaling: [255, 0] });
  expect(trials.map(({ id }) => id).toSorted()).toEqual([
    'minusOneToOne',
    'pixels',
    'standard',
    'zeroToOne',
  ]);
  expect(trials[0]?.correct).toBeGreaterThan(57);
  expect(trials.find(({ id }) => id === 'pixels')?.correct).toBeLessThan(40);
});

it('proposes nothing where no scaling does better than guessing', async () => {
  const document = await unscaledDigits();
  const graph = formToTry(assess(document, at(null)));
  if (!graph) throw new Error('no model to try');
  const { images } = digits(40);
  // Every digit is called the one after it.
  const labels = digits(40).labels.map((label) => (label + 1) % 10);
  const trials = await tryScalings(
    graph,
    { images, labels },
    { signal: new AbortController().signal },
  );
  expect(trials.best).toBeNull();
});

it('takes mean and deviation from the images; images of one value have none', () => {
  const images = tensor(Uint8Array.of(0, 100, 200, 100), [4, 1, 1, 1]);
  const readings = scalingReadings({ images, labels: new Int32Array(4) });
  expect(readings.at(-1)).toEqual({ id: 'standard', scaling: [70.71, 100] });
  const plain = tensor(new Uint8Array(4).fill(7), [4, 1, 1, 1]);
  expect(scalingReadings({ images: plain, labels: new Int32Array(4) })).toHaveLength(3);
});
