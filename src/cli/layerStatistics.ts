import type { LayerActivity } from '../project/views/network.ts';
import { formatTable } from './formatTable.ts';

/** A table with one line per layer, counts per input. */
export function statisticsTable(
  layers: readonly Omit<LayerActivity, 'spikes'>[],
  samples: number,
): string {
  const perInput = (count: number) => (count / Math.max(samples, 1)).toFixed(0);
  return formatTable(
    [
      { title: 'layer' },
      { title: 'sparsity', align: 'right' },
      { title: 'events/input', align: 'right' },
      { title: 'operations/input', align: 'right' },
      { title: 'if dense', align: 'right' },
    ],
    layers.map(({ name, sparsity, events, operations, denseOperations }) => [
      name,
      `${(sparsity * 100).toFixed(1)} %`,
      perInput(events),
      perInput(operations),
      perInput(denseOperations),
    ]),
  );
}
