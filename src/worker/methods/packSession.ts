import { zip, type AsyncZippable } from 'fflate';
import { defineMethod } from './define.ts';

/** Puts session and model files into one .zip: session.json, and the files under model/. */
export const packSession = defineMethod('packSession', async ({ record, files }) => {
  const entries: AsyncZippable = {
    'session.json': new TextEncoder().encode(JSON.stringify(record, null, 2)),
  };
  for (const { name, blob } of files) {
    // Weights are close to random: compressing them costs time and gains nothing.
    entries[`model/${name}`] = [new Uint8Array(await blob.arrayBuffer()), { level: 0 }];
  }
  const bytes = await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    zip(entries, (error, data) => {
      if (error) reject(error);
      else resolve(new Uint8Array(data));
    });
  });
  return { archive: new Blob([bytes], { type: 'application/zip' }) };
});
