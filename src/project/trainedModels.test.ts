import { expect, it } from 'vitest';
import { goldenFile } from '../core/testing/golden.ts';
import { assess } from './assess.ts';
import { readDocument } from './document.ts';
import { initialPlan, type GraphEdit, type Plan } from './plan.ts';
import { SESSION_VERSION } from './session.ts';
import { packSession, trainedIdsOf, unpackSession } from './sessionArchive.ts';
import { addTrained } from './trainedModels.ts';

const FLOAT = 'mnist/mnist_float.h5';
const TRAINED = 'mnist/mnist_qat_iq8_wq2_aq2.h5';
const bits = { inputWeightBits: 8, weightBits: 2, activationBits: 2 };
const plan = (edits: readonly GraphEdit[]): Plan => ({
  edits,
  settings: { ...initialPlan.settings, bits },
});

const opened = (path: string) => readDocument([{ name: path, bytes: goldenFile(path) }]);

async function graphOf(path: string) {
  const { loaded } = await opened(path);
  if (loaded.kind !== 'keras') throw new Error('not a Keras model');
  return loaded.graph;
}

/** The network of a model as it is. */
const networkOf = async (path: string) => assess(await opened(path), initialPlan).akida;

it('a trained model takes the place of the quantized one, bits and all', async () => {
  const source = await opened(FLOAT);
  const trained = await graphOf(TRAINED);
  addTrained('one', trained);
  const { edited, akida } = assess(source, plan([{ kind: 'trained', id: 'one' }]));
  expect(edited).toBe(source.loaded.kind === 'keras' && source.loaded.graph);
  expect(akida).toEqual(await networkOf(TRAINED));
});

it('weights that are nowhere are a problem, and the model keeps its own', async () => {
  const source = await opened(FLOAT);
  const lost = assess(source, plan([{ kind: 'trained', id: 'lost' }]));
  expect(lost.diagnostics.map(({ code }) => code)).toContain('studio/trained-weights-missing');
  expect(lost.akida).toEqual(assess(source, plan([])).akida);
});

it('a saved session carries trained models, those behind undo too', async () => {
  const record = {
    ...{ version: SESSION_VERSION, plan: initialPlan, change: '', future: [], view: {} },
    past: [{ plan: plan([{ kind: 'trained', id: 'kept' }]) }],
  };
  const files = [{ name: 'mnist_float.h5', bytes: goldenFile(FLOAT) }];
  const trained = new Map([['kept', await graphOf(TRAINED)]]);
  expect([...trainedIdsOf(record)]).toEqual(['kept']);
  const bytes = await packSession({ record, files, trained });
  const unpacked = await unpackSession({ name: 'a.session.zip', bytes });
  expect(unpacked).toMatchObject({ record, files });
  for (const [id, graph] of unpacked.trained) addTrained(id, graph);
  const { akida } = assess(await opened(FLOAT), plan([{ kind: 'trained', id: 'kept' }]));
  expect(akida).toEqual(await networkOf(TRAINED));
});
