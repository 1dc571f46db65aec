import { zip, type AsyncZippable } from 'fflate';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';
import { trainedIds } from '../../project/plan.ts';
import type { SessionRecord } from '../../project/session.ts';
import { trainedModel } from '../../project/trainedModels.ts';
import { readTrained } from '../training/browserStore.ts';
import { defineMethod } from './define.ts';

/** Puts a session into one .zip: session.json, the files under model/, and what was trained here under trained/. */
export const packSession = defineMethod('packSession', async ({ record, files }) => {
  const entries: AsyncZippable = {
    'session.json': new TextEncoder().encode(JSON.stringify(record, null, 2)),
  };
  for (const { name, blob } of files) {
    // Weights are close to random: compressing them costs time and gains nothing.
    entries[`model/${name}`] = [new Uint8Array(await blob.arrayBuffer()), { level: 0 }];
  }
  for (const id of trainedOf(record)) {
    const graph = trainedModel(id) ?? (await readTrained(id));
    if (graph) entries[`trained/${id}.h5`] = [await writeKerasH5(graph), { level: 0 }];
  }
  const bytes = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    zip(entries, (error, data) => {
      if (error) reject(error);
      else resolve(new Uint8Array(data));
    });
  });
  return { archive: new Blob([bytes], { type: 'application/zip' }) };
});

/** Every trained model that the plan uses, or would use after undo or redo. */
function trainedOf({ plan, past, future }: SessionRecord): ReadonlySet<string> {
  const plans = [plan, ...[...past, ...future].map((state) => state.plan)];
  return new Set(plans.flatMap((each) => (each ? trainedIds(each) : [])));
}
