import { expect, it } from 'vitest';
import { readModel } from '../core/keras/readModel.ts';
import { goldenFile } from '../core/testing/golden.ts';
import { derivation } from './assess.ts';
import { initialPlan, type GraphEdit, type Plan } from './plan.ts';
import { packSession } from '../worker/methods/packSession.ts';
import { unpackSession } from '../worker/methods/unpackSession.ts';
import { SESSION_VERSION } from './session.ts';
import { addTrained } from './trainedModels.ts';

const FLOAT = 'mnist/mnist_float.h5';
const TRAINED = 'mnist/mnist_qat_iq8_wq2_aq2.h5';
const bits = { inputWeightBits: 8, weightBits: 2, activationBits: 2 };
const plan = (edits: readonly GraphEdit[]): Plan => ({
  edits,
  settings: { ...initialPlan.settings, bits },
});

async function graphOf(path: string) {
  const loaded = await readModel([{ name: path, bytes: goldenFile(path) }]);
  if (loaded.kind !== 'keras') throw new Error('not a Keras model');
  return loaded.graph;
}

/** The network of a model as it is. */
const networkOf = async (path: string) => derivation(await graphOf(path), initialPlan).akida;

it('a trained model takes the place of the quantized one, bits and all', async () => {
  const source = await graphOf(FLOAT);
  const trained = await graphOf(TRAINED);
  addTrained('one', trained);
  const { edited, akida } = derivation(source, plan([{ kind: 'trained', id: 'one' }]));
  expect(edited).toBe(source);
  expect(akida).toEqual(await networkOf(TRAINED));
});

it('weights that are nowhere are a problem, and the model keeps its own', async () => {
  const source = await graphOf(FLOAT);
  const lost = derivation(source, plan([{ kind: 'trained', id: 'lost' }]));
  expect(lost.diagnostics.map(({ code }) => code)).toContain('studio/trained-weights-missing');
  expect(lost.akida).toEqual(derivation(source, plan([])).akida);
});

it('a saved session carries trained models, those behind undo too', async () => {
  addTrained('kept', await graphOf(TRAINED));
  const record = {
    ...{ version: SESSION_VERSION, plan: initialPlan, change: '', future: [], view: {} },
    past: [{ plan: plan([{ kind: 'trained', id: 'kept' }]) }],
  };
  const files = [{ name: 'mnist_float.h5', blob: new Blob([new Uint8Array(goldenFile(FLOAT))]) }];
  const context = {} as Parameters<typeof packSession.run>[1];
  const { archive } = await packSession.run({ record, files }, context);
  addTrained('kept', await graphOf(FLOAT));
  await unpackSession.run({ archive: { name: 'a.session.zip', blob: archive } }, context);
  const { akida } = derivation(await graphOf(FLOAT), plan([{ kind: 'trained', id: 'kept' }]));
  expect(akida).toEqual(await networkOf(TRAINED));
});
