import type { ChipLayer } from '../../analysis/chipPlan.ts';
import { isLayer } from '../../layers/define.ts';
import { maxPooling2d } from '../../layers/maxPooling2d.ts';
import type { Pool } from '../device/pooling.ts';

/** How a layer of the chip pools its potentials; null: it does not. */
export type ChipPool =
  ({ readonly type: 'max' } & Pool) | { readonly type: 'average'; readonly cells: number } | null;

/** What pools the potentials of a layer, and whether it holds them in 20 bits then: pooled and fully connected ones do. */
export function chipPoolOf(layer: ChipLayer): {
  readonly pool: ChipPool;
  readonly saturates: boolean;
} {
  const pool = poolOf(layer);
  return { pool, saturates: pool !== null || layer.kind === 'FullyConnected' };
}

function poolOf({ pooling, pool, cells }: ChipLayer): ChipPool {
  if (pooling.type === 'globalAverage') return { type: 'average', cells: cells ?? 1 };
  if (pooling.type === 'none' || pool === null || !isLayer(pool, maxPooling2d)) return null;
  const { size, strides } = pooling;
  // A pool of one cell is none: the chip then keeps all 32 bits.
  if ([...size, ...strides].every((side) => side === 1)) return null;
  return { type: 'max', poolSize: size, strides, padding: pool.config.padding };
}
