import { activityOfRun, type Activity } from '../cost/activity.ts';
import type { ConvertOptions } from '../convert/convertGraph.ts';
import { convertModel } from '../convert/convertModel.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import type { AkidaModel } from '../akida/model.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { createSimulator } from '../simulate/simulator.ts';
import { tensor } from '../tensor/tensor.ts';
import type { DataSource } from './dataSource.ts';

/** Images that a mean is over, at most: it moves by less than a hundredth when others are taken. */
const MOST_IMAGES = 256;
const BATCH_SIZE = 32;

/**
 * Events of the network that a model converts to, a mean over some images of a source, the same ones every time.
 * @returns null where the model does not convert, or there are no images
 * @throws the signal's reason when cancelled
 */
export async function measureActivity(
  graph: ModelGraph,
  source: DataSource,
  {
    convert = {},
    signal,
  }: { readonly convert?: ConvertOptions; readonly signal?: AbortSignal } = {},
): Promise<Activity | null> {
  const network = convertedOrNull(graph, convert);
  const first = network?.layers[0];
  if (!network || !first || !('inputShape' in first)) return null;
  const simulator = await createSimulator(network);
  const events = new Map<string, number>();
  let inputs = 0;
  // Shuffled, so that sets in the order of their classes show all of them.
  const order = { batchSize: BATCH_SIZE, seed: 1, training: true };
  for await (const { images, labels } of source.batches(order)) {
    signal?.throwIfAborted();
    const pixels = tensor(Uint8Array.from(images.data), [labels.length, ...first.inputShape]);
    const { layers } = await simulator.run(pixels, signal ? { signal } : {});
    for (const { name, events: counted } of layers) {
      events.set(name, (events.get(name) ?? 0) + counted);
    }
    inputs += labels.length;
    if (inputs >= MOST_IMAGES) break;
  }
  if (inputs === 0) return null;
  const layers = [...events].map(([name, counted]) => ({ name, events: counted }));
  return activityOfRun(layers, inputs);
}

function convertedOrNull(graph: ModelGraph, convert: ConvertOptions): AkidaModel | null {
  try {
    return convertModel(graph, convert);
  } catch (error) {
    if (isStudioError(error)) return null;
    throw error;
  }
}
