import { beforeEach, describe, expect, it, vi } from 'vitest';
import { prepareBackend } from '../../core/qat/prepareBackend.ts';
import type { Parameter } from '../../core/qat/stages/define.ts';
import type { TrainingGraph } from '../../core/qat/trainingGraph.ts';
import { memoryImages } from '../../core/data/imageSet.ts';
import type { TrainingEvent } from '../../project/training/request.ts';
import { imageSource } from '../../core/qat/dataSource.ts';
import { startBackend } from './startBackend.ts';
import { deviceTrainer } from './deviceTrainer.ts';

// The files of the wasm backend have addresses only in a page.
vi.mock('./startBackend.ts', () => ({ startBackend: vi.fn() }));

beforeEach(async () => {
  await prepareBackend('cpu');
  vi.mocked(startBackend).mockReset();
  vi.mocked(startBackend).mockImplementation(async () => {
    await prepareBackend('cpu');
    return 'wasm';
  });
});

const COUNT = 64;
const images = memoryImages({
  images: { data: new Uint8Array(COUNT * 4), shape: [COUNT, 2, 2, 1] },
  labels: new Int32Array(COUNT),
});

/** A model of one weight whose gradient is always 1: under SGD at rate 1 the weight counts the steps. */
function countingGraph(fault: (step: number, batch: number) => void) {
  const parameter: Parameter = {
    ...{ key: 'a/kernel', layer: 'a', weight: 'kernel', shape: [1] },
    value: new Float32Array(1),
  };
  let steps = 0;
  const graph = {
    ...{ mode: 'chip', parameters: [parameter], classes: 2 },
    step: (batch: { labels: Int32Array }) => {
      fault(++steps, batch.labels.length);
      const gradients = new Map([[parameter, Float32Array.of(-1)]]);
      return Promise.resolve({ loss: 1, penalty: 0, correct: 1, gradients });
    },
  } as unknown as TrainingGraph;
  return { graph, weight: () => parameter.value[0] };
}

const source = imageSource(images, Uint32Array.from(images.labels.keys()));
const settings = { epochs: 2, optimizer: 'sgd', learningRate: 1, batchSize: 16 } as const;

function followed() {
  const notices: string[] = [];
  const report = (event: TrainingEvent) => {
    if (event.kind === 'notice') notices.push(event.notice.text);
  };
  return { notices, report };
}

describe('deviceTrainer', () => {
  it('goes on from the last state on WebAssembly when the GPU fails: every step counts once', async () => {
    let failed = false;
    const { graph, weight } = countingGraph((step) => {
      if (step !== 6 || failed) return;
      failed = true;
      throw new Error('Failed to compile fragment shader.');
    });
    const { notices, report } = followed();
    const { history } = await deviceTrainer('webgl', report)(graph, source, settings);
    expect(startBackend).toHaveBeenCalledWith('wasm', report);
    expect(weight()).toBe(8);
    expect(history).toHaveLength(2);
    expect(notices).toEqual([
      'The GPU failed (Failed to compile fragment shader.). Training went on from its last state on WebAssembly; nothing learned was lost.',
    ]);
  });

  it('takes fewer images a batch when memory runs out', async () => {
    const batches: number[] = [];
    const { graph } = countingGraph((step, batch) => {
      if (step === 3) throw new RangeError('Array buffer allocation failed');
      batches.push(batch);
    });
    const { notices, report } = followed();
    await deviceTrainer('wasm', report)(graph, source, settings);
    // Two batches of 16 in the first epoch; the rest of both epochs in batches of 8.
    expect(batches).toEqual([16, 16, ...new Array<number>(4 + 8).fill(8)]);
    expect(notices[0]).toContain('with 8 images a batch instead of 16');
  });

  it('gives up on an error that no other device mends', async () => {
    const { graph } = countingGraph(() => {
      throw new TypeError('a fault of ours');
    });
    const { report } = followed();
    await expect(deviceTrainer('wasm', report)(graph, source, settings)).rejects.toThrow(
      'a fault of ours',
    );
  });

  it('ends with what was learned when it is stopped, and goes on from there', async () => {
    const stop = new AbortController();
    const { graph, weight } = countingGraph((step) => {
      if (step === 3) stop.abort();
    });
    const train = deviceTrainer('wasm', followed().report);
    const stopped = await train(graph, source, { ...settings, stop: stop.signal });
    expect([stopped.stopped, stopped.epoch, weight()]).toEqual([true, 0.75, 3]);
    await train(graph, source, { ...settings, resume: stopped.checkpoint });
    expect(weight()).toBe(8);
  });
});
