import type { LayerResult } from '../core/simulate/engine.ts';
import { formatTable } from './formatTable.ts';

/** What a run says of one layer, as JSON. */
export type LayerStatistics = Pick<
  LayerResult,
  'name' | 'sparsity' | 'events' | 'operations' | 'denseOperations'
>;

/** The numbers of one layer without its arrays: totals over all inputs. */
export function layerStatistics(layer: LayerResult): LayerStatistics {
  const { name, sparsity, events, operations, denseOperations } = layer;
  return { name, sparsity, events, operations, denseOperations };
}

/** A table with one line a layer, counts per input. */
export function statisticsTable(layers: readonly LayerStatistics[], samples: number): string {
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
