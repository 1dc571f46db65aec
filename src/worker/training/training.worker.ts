import { expose, transfer } from 'comlink';
import { fail } from '../../core/errors/diagnostic.ts';
import type { Result } from '../api.ts';
import { runJob } from '../runJob.ts';
import {
  stoppable,
  type TrainingEvent,
  type TrainingInput,
  type TrainingMethodName,
  type TrainingOutput,
  type TrainingWorker,
} from './contract.ts';
import type { OpenData, TrainingMethod } from './methods/define.ts';
import { trainingMethods } from './methods/index.ts';

let data: OpenData | null = null;
const running = new Set<AbortController>();
let pause: { readonly ended: Promise<void>; readonly end: () => void } | null = null;

const worker: TrainingWorker = {
  live: (lock) =>
    new Promise((resolve) => {
      void navigator.locks.request(lock, () => {
        resolve();
        // Held for ever: the browser gives the lock back when this worker is gone.
        return new Promise(() => undefined);
      });
    }),
  async run<M extends TrainingMethodName>(
    name: M,
    input: TrainingInput<M>,
    onEvent: (event: TrainingEvent) => void,
  ): Promise<Result<TrainingOutput<M>>> {
    const controller = new AbortController();
    if (stoppable.includes(name)) {
      running.add(controller);
      // Asked for when the training before had no more steps to hold.
      worker.resume();
    }
    const buffers: ArrayBuffer[] = [];
    const method: TrainingMethod<M> = trainingMethods[name];
    const result = await runJob(name, controller.signal, () =>
      method(input, {
        signal: controller.signal,
        report: onEvent,
        paused: () => pause?.ended ?? null,
        data: () => data ?? fail('studio/no-training-data', {}, name),
        setData: (opened) => {
          data = opened;
        },
        transfer: (buffer) => buffers.push(buffer),
      }),
    );
    running.delete(controller);
    return buffers.length > 0 ? transfer(result, buffers) : result;
  },
  stop() {
    for (const controller of running) controller.abort();
    worker.resume();
  },
  pause() {
    if (pause) return;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    pause = { ended, end };
  },
  resume() {
    pause?.end();
    pause = null;
  },
};

expose(worker);
