import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { convertModel } from '../core/convert/convertModel.ts';
import { readNpz } from '../core/data/readNpy.ts';
import { readZip } from '../core/data/zip.ts';
import { packedSize } from '../core/akida/model.ts';
import { writeFbz } from '../core/fbz/writeFbz.ts';
import { readModel } from '../core/keras/readModel.ts';
import { quantizeModel } from '../core/quantize/quantizeModel.ts';
import { trainingFolder } from '../core/trainingFolder/trainingFolder.ts';
import { fieldFile } from '../core/testing/doors.ts';
import { goldenFile } from '../core/testing/golden.ts';
import type { InputOf, MethodName, OutputOf } from './contract.ts';
import type { StudioDocument, BlobFile } from '../project/document.ts';
import { initialPlan, type Plan } from '../project/plan.ts';
import { SESSION_VERSION } from '../project/session.ts';
import type { Problem } from '../project/assess.ts';
import { methods, type Method } from './methods.ts';

const MNIST = 'mnist/mnist_float.h5';
const BITS = { inputWeightBits: 8, weightBits: 4, activationBits: 4 };

/** A worker without the worker: methods on one open document. `pause` may cancel a job. */
function session(pause: () => Promise<void> = () => Promise.resolve()) {
  let document: StudioDocument | null = null;
  return async <M extends MethodName>(name: M, input: InputOf<M>): Promise<OutputOf<M>> => {
    const method: Method<M> = methods[name];
    return method(input, {
      signal: new AbortController().signal,
      progress: () => undefined,
      pause,
      transfer: () => undefined,
      document: () => {
        if (!document) throw new Error('nothing is open');
        return document;
      },
      setDocument: (opened) => {
        document = opened;
      },
    });
  };
}

function file(path: string): BlobFile {
  return { name: path.split('/').at(-1) ?? '', blob: new Blob([new Uint8Array(goldenFile(path))]) };
}

function withBits(bits: Plan['settings']['bits']): Plan {
  return { ...initialPlan, settings: { ...initialPlan.settings, bits } };
}

describe('open and derive', () => {
  it('describe a float model: layers, blocks, shapes, parameters', async () => {
    const call = session();
    const { model, derived } = await call('open', { files: [file(MNIST)], plan: initialPlan });
    expect(model).toMatchObject({ name: 'mnist_float.h5', kind: 'keras', layers: 16 });
    const { graph, bits, converted, diagnostics } = derived;
    expect(graph.blocks.map(({ name, kind }) => [name, kind])).toEqual([
      ['conv_0', 'InputConvolutional'],
      ['conv_1', 'Convolutional'],
      ['sep_2', 'SeparableConvolutional'],
      ['classifier', 'FullyConnected'],
    ]);
    expect(graph.blocks[0]?.layers).toEqual([
      'input_1',
      'rescaling',
      'conv_0',
      'pool_0',
      'bn_0',
      'relu_0',
    ]);
    expect(graph.parameters).toBe(52202);
    expect(graph.layers.find(({ name }) => name === 'conv_1')).toMatchObject({
      outputShape: [null, 14, 14, 40],
      inputs: ['relu_0'],
      weightBits: null,
      fate: 'stays',
    });
    expect({ bits, converted }).toEqual({ bits: null, converted: null });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('say which file the browser does not give any more', async () => {
    const blob = { arrayBuffer: () => Promise.reject(new Error('NotReadableError')) };
    const files = [{ name: 'moved.h5', blob: blob as unknown as Blob }];
    await expect(session()('open', { files, plan: initialPlan })).rejects.toMatchObject({
      diagnostics: [{ code: 'studio/file-unreadable', where: { file: 'moved.h5' } }],
    });
  });

  it('quantize and convert to exactly what the core writes', async () => {
    const call = session();
    await call('open', { files: [file(MNIST)], plan: initialPlan });
    const { bits, converted, graph } = await call('derive', { plan: withBits(BITS) });
    const loaded = await readModel([{ name: MNIST, bytes: goldenFile(MNIST) }]);
    if (loaded.kind !== 'keras') throw new Error('a Keras model');
    const expected = convertModel(quantizeModel(loaded.graph, BITS));
    expect(bits).toEqual(BITS);
    expect(converted).toEqual({
      layers: expected.layers.length,
      packedBytes: packedSize(expected),
    });
    const relu = graph.layers.find(({ name }) => name === 'relu_0');
    expect(relu?.activationBits).toBe(4);
  });

  it('give the same, opening under a plan and changing to it later', async () => {
    const call = session();
    const { derived } = await call('open', { files: [file(MNIST)], plan: withBits(BITS) });
    expect(await call('derive', { plan: withBits(BITS) })).toEqual(derived);
  });

  it('leave the model before open, wherever an opening is cancelled', async () => {
    let pausesLeft = Infinity;
    const call = session(() =>
      pausesLeft-- > 0
        ? Promise.resolve()
        : Promise.reject(new DOMException('The job was cancelled.', 'AbortError')),
    );
    await call('open', { files: [file(MNIST)], plan: initialPlan });
    const before = await call('derive', { plan: initialPlan });
    const other = { files: [file('compat/residual.h5')], plan: initialPlan };
    for (const pauses of [0, 1, 2]) {
      pausesLeft = pauses;
      await expect(call('open', other)).rejects.toMatchObject({ name: 'AbortError' });
      pausesLeft = Infinity;
      expect(await call('derive', { plan: initialPlan })).toEqual(before);
    }
  });

  it('report what cannot be quantized instead of failing', async () => {
    const call = session();
    const files = [file('compat/residual.h5')];
    const { derived } = await call('open', { files, plan: withBits(BITS) });
    const { diagnostics, converted } = derived;
    expect(diagnostics.some(({ code }) => code === 'rule/serial-graph')).toBe(true);
    expect(converted).toBeNull();
  });

  it('describe a converted network', async () => {
    const call = session();
    await call('open', { files: [file('mnist/mnist_qat_iq8_wq4_aq4.fbz')], plan: initialPlan });
    const { graph, bits, converted } = await call('derive', { plan: initialPlan });
    expect(graph.layers.map(({ name }) => name)).toEqual([
      'conv_0',
      'conv_1',
      'sep_2',
      'classifier',
    ]);
    expect(bits).toEqual(BITS);
    expect(converted?.layers).toBe(4);
  });
});

describe('a design without weights', () => {
  const json = new Blob([new Uint8Array(fieldFile('k06_arch_and_weights/model.json'))]);
  const design: BlobFile = { name: 'model.json', blob: json };

  it('is checked at its bits, shown without numbers, and goes back to Keras', async () => {
    const call = session();
    const { model, derived } = await call('open', { files: [design], plan: withBits(BITS) });
    expect(model).toMatchObject({ kind: 'keras', isDesign: true });
    expect(derived.converted).toBeNull();
    expect(derived.bits).toEqual(BITS);
    expect(derived.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(derived.graph.parameters).toBeGreaterThan(0);
    const plan = withBits(BITS);
    const details = await call('layerDetails', { plan, layer: 'c1' });
    expect(details.weights).toEqual([]);
    expect(await call('weightErrors', { plan })).toEqual([]);
    const { name, content } = await call('writeModel', { plan, format: 'json' });
    expect(name).toBe('model_iq8_wq4_aq4.json');
    const again = await readModel([{ name, bytes: new Uint8Array(await content.arrayBuffer()) }]);
    expect(again).toMatchObject({ format: 'keras-json', graph: { isDesign: true } });
  });

  it.each(['fbz', 'h5', 'npz', 'training'] as const)('has no %s', async (format) => {
    const call = session();
    const plan = withBits(BITS);
    await call('open', { files: [design], plan });
    await expect(call('writeModel', { plan, format })).rejects.toMatchObject({
      diagnostics: [{ code: 'graph/no-weights' }],
    });
  });

  it('is completed by its weights', async () => {
    const call = session();
    const blob = new Blob([new Uint8Array(fieldFile('k06_arch_and_weights/model.h5'))]);
    const files = [design, { name: 'weights.h5', blob }];
    const { model, derived } = await call('open', { files, plan: withBits(BITS) });
    expect(model.isDesign).toBeUndefined();
    expect(derived.converted).not.toBeNull();
  });
});

describe('listWeightFiles', () => {
  const call = session();
  const listed = (text: string) =>
    call('listWeightFiles', { file: { name: 'model.json', blob: new Blob([text]) } });

  it('gives what a model.json names, however long it is', async () => {
    const weightsManifest = [{ paths: ['w/a.bin', 'b.bin'] }];
    const modelTopology = 'x'.repeat(10_000);
    const json = JSON.stringify({ modelTopology, weightsManifest });
    expect(await listed(json)).toEqual(['w/a.bin', 'b.bin']);
  });

  it('gives none for other files', async () => {
    expect(await call('listWeightFiles', { file: file(MNIST) })).toEqual([]);
    for (const text of ['', '{', '{}', 'a.bin']) expect(await listed(text)).toEqual([]);
  });
});

describe('the converted network', () => {
  it('is written byte for byte as the core writes it, and named by its bits', async () => {
    const call = session();
    await call('open', { files: [file(MNIST)], plan: initialPlan });
    const { name, content } = await call('writeModel', { plan: withBits(BITS), format: 'fbz' });
    const loaded = await readModel([{ name: MNIST, bytes: goldenFile(MNIST) }]);
    if (loaded.kind !== 'keras') throw new Error('a Keras model');
    expect(name).toBe('mnist_float_iq8_wq4_aq4.fbz');
    const written = new Uint8Array(await content.arrayBuffer());
    const expected = writeFbz(convertModel(quantizeModel(loaded.graph, BITS)));
    expect(Buffer.compare(written, expected)).toBe(0);
  });

  it('is refused while the model is in float', async () => {
    const call = session();
    await call('open', { files: [file(MNIST)], plan: initialPlan });
    await expect(call('writeModel', { plan: initialPlan, format: 'fbz' })).rejects.toMatchObject({
      diagnostics: [{ code: 'studio/not-converted' }],
    });
  });

  it('gives every integer of the golden run', async () => {
    const call = session();
    const base = 'mnist/mnist_qat_iq8_wq2_aq2';
    await call('open', { files: [file(`${base}.h5`)], plan: initialPlan });
    const images = (await readSampleImages()).subarray(0, 20 * 784);
    const { layers } = await call('simulate', {
      plan: initialPlan,
      inputs: { shape: [20, 28, 28, 1], data: images },
      layers: 'all',
      potentials: false,
    });
    const golden = readNpz(goldenFile(`${base}_layers_first20.npz`), 'layers.npz');
    expect(golden.size).toBe(layers.length);
    for (const { name, output } of layers) {
      expect(output?.data).toEqual(golden.get(name)?.data);
    }
  });

  it('is written as arrays with its shapes', async () => {
    const call = session();
    await call('open', { files: [file('mnist/mnist_qat_iq8_wq2_aq2.h5')], plan: initialPlan });
    const { content } = await call('writeModel', { plan: initialPlan, format: 'npz' });
    const arrays = readNpz(new Uint8Array(await content.arrayBuffer()), 'integers.npz');
    expect([...arrays].map(([name, { shape }]) => [name, shape])).toContainEqual([
      'sep_2/weights_pw',
      [1, 1, 40, 80],
    ]);
    expect(arrays.get('classifier/weights')?.shape).toEqual([1, 1, 3920, 10]);
  });
});

describe('the training folder', () => {
  it('is the one that the core gives, in a folder of its own', async () => {
    const call = session();
    await call('open', { files: [file('named/dscnn_kws/float.h5')], plan: initialPlan });
    const plan = withBits(BITS);
    const settings = { ...plan.settings, inputScaling: { scale: 255, shift: 0 } };
    const input = { plan: { ...plan, settings }, format: 'training' } as const;
    const { name, content } = await call('writeModel', input);
    expect(name).toBe('float_iq8_wq4_aq4_training.zip');
    const entries = readZip(new Uint8Array(await content.arrayBuffer()), name);
    const loaded = await readModel([{ name: '', bytes: goldenFile('named/dscnn_kws/float.h5') }]);
    if (loaded.kind !== 'keras') throw new Error('a Keras model');
    const quantized = quantizeModel(loaded.graph, BITS);
    const files = await trainingFolder(quantized, { inputScaling: [255, 0] });
    expect([...entries.keys()]).toEqual(
      files.map((each) => `float_iq8_wq4_aq4_training/${each.name}`),
    );
    for (const { name: at, bytes } of files) {
      if (at === 'model.h5') continue; // HDF5 notes the time.
      const packed = entries.get(`float_iq8_wq4_aq4_training/${at}`) ?? new Uint8Array();
      expect(Buffer.compare(packed, bytes), at).toBe(0);
    }
  });

  it('is refused while the model is in float', async () => {
    const call = session();
    await call('open', { files: [file(MNIST)], plan: initialPlan });
    const refused = call('writeModel', { plan: initialPlan, format: 'training' });
    await expect(refused).rejects.toMatchObject({
      diagnostics: [{ code: 'scale/float-model' }],
    });
  });
});

/** The first MNIST test images, which the golden runs used too. */
async function readSampleImages(): Promise<Uint8Array> {
  const path = new URL('../../public/samples/mnist_test500.npz', import.meta.url);
  const images = readNpz(new Uint8Array(await readFile(path)), 'mnist_test500.npz').get('x');
  if (!(images?.data instanceof Uint8Array)) throw new Error('uint8 images');
  return images.data;
}

describe('fixes', () => {
  const incompatible = {
    name: 'mnist_incompatible.h5',
    blob: new Blob([
      readFileSync(new URL('../../public/samples/mnist_incompatible.h5', import.meta.url)),
    ]),
  };
  const errors = (problems: readonly Problem[]) =>
    problems.filter(({ severity, level }) => severity === 'error' && level !== 'hardware');

  it('are previewed, done one by one until the model converts, and undone by a shorter plan', async () => {
    const call = session();
    await call('open', { files: [incompatible], plan: initialPlan });
    let plan = withBits(BITS);
    const before = await call('derive', { plan });
    expect(errors(before.diagnostics).length).toBeGreaterThan(2);
    for (let step = 0; step < 20; step++) {
      const { diagnostics } = await call('derive', { plan });
      const problem = errors(diagnostics).find(({ edit }) => edit);
      if (!problem?.edit) break;
      const [rule, layer] = [problem.code.slice('rule/'.length), problem.edit.layer];
      const preview = await call('previewRepairs', {
        ...{ plan, request: { fixes: 'all', rule, layer } },
      });
      expect(preview.describe[0]).toMatch(/\.$/);
      plan = { ...plan, edits: [...plan.edits, { kind: 'fixes', steps: preview.steps }] };
      expect(await call('derive', { plan })).toEqual(preview.after);
    }
    const after = await call('derive', { plan });
    expect(errors(after.diagnostics)).toEqual([]);
    expect(after.converted?.layers).toBeGreaterThan(2);
    expect(await call('derive', { plan: withBits(BITS) })).toEqual(before);
  });

  it.each(['exact', 'all'] as const)('are done in one go: %s', async (fixes) => {
    const call = session();
    await call('open', { files: [incompatible], plan: initialPlan });
    const found = await call('previewRepairs', { plan: initialPlan, request: { fixes } });
    expect(found.exact).toBe(fixes === 'exact');
    expect(found.describe.length).toBeGreaterThan(1);
    expect(found.items.length).toBeLessThan(found.steps.length);
    const edits = [{ kind: 'fixes', steps: found.steps } as const];
    expect(found.after).toEqual(await call('derive', { plan: { ...initialPlan, edits } }));
    expect(errors(found.after.diagnostics)).toHaveLength(fixes === 'exact' ? 1 : 0);
  });
});

describe('sessions', () => {
  const record = {
    version: SESSION_VERSION,
    plan: withBits(BITS),
    change: 'Quantize to 8/4/4',
    past: [{ plan: initialPlan, change: '' }],
    future: [],
    view: { stage: 'quantize' },
  };

  it('come back from their file as they were', async () => {
    const call = session();
    const { archive } = await call('packSession', { record, files: [file(MNIST)] });
    const back = await call('unpackSession', { archive: { name: 'a.zip', blob: archive } });
    expect(back.record).toEqual(record);
    expect(back.files.map(({ name }) => name)).toEqual(['mnist_float.h5']);
    const bytes = new Uint8Array((await back.files[0]?.blob.arrayBuffer()) ?? new ArrayBuffer(0));
    expect(Buffer.compare(bytes, goldenFile(MNIST))).toBe(0);
  });

  it.each([
    ['text', new TextEncoder().encode('not a zip'), 'studio/no-session'],
    ['an empty file', new Uint8Array(0), 'studio/no-session'],
    ['a Keras 3 model', goldenFile('keras3/functional.keras'), 'studio/no-session'],
  ])('refuse %s', async (_, bytes, code) => {
    const archive = { name: 'a.zip', blob: new Blob([new Uint8Array(bytes)]) };
    await expect(session()('unpackSession', { archive })).rejects.toMatchObject({
      diagnostics: [{ code }],
    });
  });

  it('refuse a session of another version', async () => {
    const call = session();
    const { archive } = await call('packSession', {
      record: { ...record, version: 99 },
      files: [file(MNIST)],
    });
    await expect(
      call('unpackSession', { archive: { name: 'a.zip', blob: archive } }),
    ).rejects.toMatchObject({
      diagnostics: [{ code: 'studio/session-version', received: 'version 99' }],
    });
  });
});
