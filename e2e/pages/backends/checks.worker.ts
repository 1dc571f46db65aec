import * as tf from '@tensorflow/tfjs-core';
import { readModel } from '../../../src/core/keras/readModel.ts';
import * as qat from '../../../src/core/qat/index.ts';
import { quantizeModel } from '../../../src/core/quantize/quantizeModel.ts';
import { backendChecks } from '../../../src/core/testing/backends/index.ts';
import type { BackendCheck, GoldenReader } from '../../../src/core/testing/backends/check.ts';
import type { ForwardCase } from '../../../src/core/testing/backends/forwardChecks.ts';
import { gpuName } from '../../../src/worker/training/startBackend.ts';
import { wasmFiles } from '../../../src/worker/training/wasmFiles.ts';
import { measureSteps } from '../../../scripts/verify-qat/measureSteps.mjs';
import type {
  BackendReport,
  CheckResult,
  SpeedResult,
  WorkerMessage,
  WorkerRequest,
} from './report.ts';

const NETWORKS = [
  ['mnist/mnist_float.h5', 128],
  ['cifar/cifar_float.h5', 128],
  ['named/akidanet_025_96/float.h5', 32],
] as const;

const tell = (message: WorkerMessage) => {
  postMessage(message);
};
const say = (text: string) => {
  tell({ kind: 'progress', text });
};

async function check({ name, tolerance, error }: BackendCheck): Promise<CheckResult> {
  const start = performance.now();
  const result = (found: number | null, failure?: string): CheckResult => ({
    ...{ name, error: found, tolerance },
    passed: found !== null && found <= tolerance,
    milliseconds: Math.round(performance.now() - start),
    ...(failure === undefined ? {} : { failure }),
  });
  try {
    const found = await error();
    return result(Number.isFinite(found) ? found : null);
  } catch (failure) {
    return result(null, String(failure));
  }
}

async function timeSteps(read: GoldenReader): Promise<readonly SpeedResult[]> {
  const speed: SpeedResult[] = [];
  for (const [network, batchSize] of NETWORKS) {
    const loaded = await readModel([{ name: network, bytes: await read(network) }]);
    if (loaded.kind !== 'keras') throw new Error(`${network} is no Keras model`);
    const options = { batchSize, steps: 20, warmUp: 4 };
    const times = await measureSteps({ ...qat, quantizeModel }, loaded.graph, options);
    speed.push({ network, batchSize, times });
    say(`${network}, batch ${batchSize}: ${JSON.stringify(times)}`);
  }
  return speed;
}

async function run({ golden, backend, models, speed }: WorkerRequest): Promise<BackendReport> {
  const read: GoldenReader = async (path) => {
    const response = await fetch(golden + path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const { name: renderer } = gpuName();
  say(`${backend} on ${renderer}`);
  await qat.prepareBackend(backend, { wasmPaths: wasmFiles });
  // Else small tensors are computed on the CPU, where they test nothing.
  if (backend === 'webgl') tf.env().set('WEBGL_CPU_FORWARD', false);
  const cases = JSON.parse(
    new TextDecoder().decode(await read('models.json')),
  ) as readonly ForwardCase[];
  const chosen = cases.filter(({ path }) => path.startsWith(models));
  const checks: CheckResult[] = [];
  for (const next of await backendChecks(read, chosen)) {
    const result = await check(next);
    checks.push(result);
    say(
      `${result.passed ? 'ok' : 'FAILED'} ${result.name}: ${result.failure ?? String(result.error)}`,
    );
  }
  return { backend, renderer, checks, speed: speed ? await timeSteps(read) : [] };
}

self.onmessage = async ({ data }: MessageEvent<WorkerRequest>) => {
  try {
    tell({ kind: 'done', report: await run(data) });
  } catch (failure) {
    const { backend } = data;
    tell({
      kind: 'done',
      report: { backend, renderer: '', checks: [], speed: [], failure: String(failure) },
    });
  }
};
