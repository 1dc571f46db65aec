import { readFileSync, writeFileSync } from 'node:fs';
import { readModel } from '../../core/keras/readModel.ts';
import { writeKerasH5 } from '../../core/keras/writeKerasH5.ts';

/** Writes a model as it would be without its Rescaling layer: trained on pixels between 0 and 1, and silent about it. */
export async function writeModelOn01(from: string, to: string): Promise<void> {
  const loaded = await readModel([{ name: from, bytes: new Uint8Array(readFileSync(from)) }]);
  if (loaded.kind !== 'keras') throw new Error(`${from} is no Keras model`);
  const { graph } = loaded;
  const rescaling = graph.layers.find(({ className }) => className === 'Rescaling');
  const before = rescaling?.calls[0]?.[0];
  if (!rescaling || !before) throw new Error(`${from} has no Rescaling layer`);
  const layers = graph.layers
    .filter((node) => node !== rescaling)
    .map((node) => ({
      ...node,
      calls: node.calls.map((inputs) =>
        inputs.map((input) => (input.layer === rescaling.name ? before : input)),
      ),
    }));
  writeFileSync(to, await writeKerasH5({ ...graph, layers }));
}
