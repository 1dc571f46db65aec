import { expose, transfer } from 'comlink';
import { fail } from '../core/errors/diagnostic.ts';
import type { InputOf, MethodName, OutputOf, Progress, Result, StudioWorker } from './api.ts';
import type { StudioDocument } from './document.ts';
import type { Method } from './methods/define.ts';
import { methods } from './methods/index.ts';
import { runJob } from './runJob.ts';
import { loadTrained } from './trainedModels.ts';

const running = new Map<string, AbortController>();
let document: StudioDocument | null = null;

const worker: StudioWorker = {
  async run<M extends MethodName>(
    job: string,
    name: M,
    input: InputOf<M>,
    onProgress: (progress: Progress) => void,
  ): Promise<Result<OutputOf<M>>> {
    const controller = new AbortController();
    const buffers: ArrayBuffer[] = [];
    running.set(job, controller);
    try {
      const method: Method<M> = methods[name];
      const result = await runJob(name, controller.signal, async () => {
        await loadTrained(input);
        return method(input, {
          signal: controller.signal,
          progress: onProgress,
          pause: () => pause(controller.signal),
          transfer: (buffer) => buffers.push(buffer),
          document: () => document ?? fail('studio/no-model', {}, name),
          setDocument: (opened) => {
            document = opened;
          },
        });
      });
      return buffers.length > 0 ? transfer(result, buffers) : result;
    } finally {
      running.delete(job);
    }
  },
  cancel(job) {
    running.get(job)?.abort();
  },
};

const queue = new MessageChannel();
const waiting: (() => void)[] = [];
queue.port1.onmessage = () => waiting.shift()?.();

/** One turn of the message queue; a timer would add 4 ms to every call. */
async function pause(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    queue.port2.postMessage(null);
  });
  signal.throwIfAborted();
}

expose(worker);
