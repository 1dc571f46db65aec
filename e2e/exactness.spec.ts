import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { readNpy, readNpz } from '../src/core/data/readNpy.ts';
import {
  goldenCases,
  goldenDir,
  goldenFile,
  goldenFiles,
  sampleFile,
} from '../src/core/testing/golden.ts';
import { firstImages, mnistTestImages } from '../src/core/testing/mnistTestSet.ts';
import { tensor } from '../src/core/tensor/tensor.ts';
import type { InputOf, MethodName, OutputOf } from '../src/worker/contract.ts';
import { initialPlan } from '../src/project/plan.ts';
import type { FromWorker, ToWorker } from '../src/worker/rpc/protocol.ts';
import { expect, test } from './studio.ts';

const SAMPLES = 'cifar_test500.npz';

interface Input {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Shape and SHA-256 of the little-endian int32 values of one layer. */
interface LayerDigest {
  readonly name: string;
  readonly shape: readonly number[];
  readonly sha256: string;
}

/** Calls a method of the worker for the document of that name. */
type CallWorker = <M extends MethodName>(
  method: M,
  input: InputOf<M>,
  document: string,
) => Promise<OutputOf<M>>;

// A service worker would answer in place of the routes below.
test.use({ serviceWorkers: 'block' });

test.describe('the worker of the shipped page gives every integer of the reference runtime', () => {
  for (const family of ['fuzz', 'named', 'shapes'] as const) {
    test(family, async ({ studio, page }) => {
      test.slow();
      await studio.start();
      await connectWorker(page);
      for (const folder of goldenCases(family)) {
        const input = readNpy(goldenFile(`${folder}/inputs.npy`), 'inputs.npy');
        const found = await runInPage(page, `${folder}/model.fbz`, input);
        expect(found, folder).toEqual(digestsOf(`${folder}/layers.npz`));
      }
    });
  }

  test('mnist, from the Keras models', async ({ studio, page }) => {
    await studio.start();
    await connectWorker(page);
    const digits = firstImages(mnistTestImages(), 20);
    for (const path of goldenFiles('mnist', '.fbz')) {
      const name = path.replace('.fbz', '');
      const found = await runInPage(page, `${name}.h5`, digits);
      expect(found, name).toEqual(digestsOf(`${name}_layers_first20.npz`));
    }
  });

  test('cifar, from the Keras model', async ({ studio, page }) => {
    await studio.start();
    await connectWorker(page);
    const name = 'cifar/cifar_qat_iq8_wq4_aq4';
    const images = readNpz(sampleFile(SAMPLES), SAMPLES).get('x');
    const found = await runInPage(
      page,
      `${name}.h5`,
      firstImages(images ?? tensor(new Uint8Array(), [0]), 4),
    );
    expect(found).toEqual(digestsOf(`${name}_layers_first4.npz`));
  });
});

/** Starts the shipped worker once more in the page and keeps what calls it there as `window.callWorker`: messages as the page sends them. */
async function connectWorker(page: Page): Promise<void> {
  await page.route('**/e2e/golden/**', (route) =>
    route.fulfill({
      path: resolve(
        goldenDir(),
        new URL(route.request().url()).pathname.split('/golden/')[1] ?? '',
      ),
    }),
  );
  // The page starts its worker as soon as it has nothing else to do.
  await expect.poll(() => page.workers().length).toBeGreaterThan(0);
  const script = page.workers()[0]?.url() ?? '';
  await page.evaluate((script) => {
    const worker = new Worker(script, { type: 'module' });
    let jobs = 0;
    const callWorker = (method: string, input: unknown, document: string) =>
      new Promise((resolve, reject) => {
        const job = ++jobs;
        worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
          if (data.kind !== 'result' || data.job !== job) return;
          if (data.result.ok) resolve(data.result.value);
          else reject(new Error(JSON.stringify(data.result)));
        });
        worker.postMessage({ kind: 'call', job, method, input, document } satisfies ToWorker);
      });
    Object.assign(window, { callWorker });
  }, script);
}

/** Opens a golden model in that worker, runs the inputs through it, and digests what comes of every layer. */
function runInPage(
  page: Page,
  model: string,
  { shape, data }: { shape: readonly number[]; data: ArrayLike<number> },
) {
  const input: Input = { shape, data: Array.from(data) };
  return page.evaluate(
    async ({ model, input, plan }): Promise<readonly LayerDigest[]> => {
      const { callWorker } = window as unknown as { callWorker: CallWorker };
      const blob = await (await fetch(`/e2e/golden/${model}`)).blob();
      const name = model.split('/').at(-1) ?? '';
      const files = [{ name, blob }];
      await callWorker('open', { files, plan }, model);
      const inputs = { shape: input.shape, data: Uint8Array.from(input.data) };
      const answer = await callWorker(
        'simulate',
        { plan, inputs, layers: 'all', potentials: false },
        model,
      );
      return Promise.all(
        answer.layers.map(async ({ name, output }) => {
          const bytes = output ? new Uint8Array(output.data.slice().buffer) : new Uint8Array();
          const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
          const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
          return { name, shape: output?.shape ?? [], sha256 };
        }),
      );
    },
    { model, input, plan: initialPlan },
  );
}

function digestsOf(file: string): readonly LayerDigest[] {
  return [...readNpz(goldenFile(file), file)].map(([name, { shape, data }]) => ({
    name,
    shape,
    sha256: createHash('sha256')
      .update(new Uint8Array(Int32Array.from(data).buffer))
      .digest('hex'),
  }));
}
