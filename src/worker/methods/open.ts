import { fail } from '../../core/errors/diagnostic.ts';
import { readModel, type LoadedModel } from '../../core/keras/readModel.ts';
import type { ModelFile } from './contract.ts';
import { defineMethod } from './define.ts';
import { derive } from './derive.ts';

const FORMATS = {
  'keras2-h5': 'Keras 2 (.h5)',
  'keras3-h5': 'Keras 3 (.h5)',
  'keras3-zip': 'Keras 3 (.keras)',
  'tfjs-layers': 'TensorFlow.js layers (model.json)',
  fbz: 'Akida 1.0 (.fbz)',
} as const;

/** Reads the files of one model, derives, and keeps it as the open one. Whatever ends this early leaves the one before. */
export const open = defineMethod('open', async ({ files, plan }, context) => {
  const { progress, pause, setDocument } = context;
  progress({ step: 'Reading the file', fraction: null });
  const read = await Promise.all(files.map(readBytes));
  progress({ step: 'Reading layers and weights', fraction: null });
  await pause();
  const loaded = await readModel(read);
  progress({ step: 'Checking the model', fraction: null });
  await pause();
  const summary = {
    name: files.find(({ name }) => name.endsWith('.json'))?.name ?? files[0]?.name ?? '',
    format: FORMATS[loaded.format],
    kind: loaded.kind,
    bytes: read.reduce((sum, { bytes }) => sum + bytes.length, 0),
    layers: layersOf(loaded),
  };
  const opened = { summary, loaded };
  const derived = await derive.run({ plan }, { ...context, document: () => opened });
  // The last moment to hear a cancel: the page stays at the model before, and so must the worker.
  await pause();
  setDocument(opened);
  return { model: summary, derived };
});

async function readBytes({ name, blob }: ModelFile): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name, bytes: new Uint8Array(await blob.arrayBuffer()) };
  } catch (error) {
    fail('studio/file-unreadable', { file: name }, String(error));
  }
}

function layersOf(loaded: LoadedModel): number {
  return loaded.kind === 'keras' ? loaded.graph.layers.length : loaded.model.layers.length;
}
