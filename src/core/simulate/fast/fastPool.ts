import type { LayerPlan } from '../layerPlan.ts';
import type { Kernels } from './kernels.ts';
import type { Scratch } from './scratch.ts';

/** Pools or saturates what a convolution left in the scratch memory, and says where the potentials are. */
export type FastPool = (scratch: Scratch) => number;

/** The pooling stage of a layer; `stride` is bytes of one position's potentials. */
export function createFastPool(kernels: Kernels, plan: LayerPlan, stride: number): FastPool {
  const { pool, saturates } = plan;
  const [sizeX, sizeY] = plan.geometry.convolution;
  const positions = sizeX * sizeY;
  if (pool === null) {
    return ({ convolved }) => {
      if (saturates) kernels.saturateAll(convolved, positions * stride);
      return convolved;
    };
  }
  if (pool.type === 'sum') {
    return ({ convolved, pooled }) => {
      kernels.poolSum(convolved, positions, stride, pooled);
      return pooled;
    };
  }
  const { size, strides, before } = pool.window;
  const [outX, outY] = plan.geometry.output;
  return ({ convolved, pooled }) => {
    const from = [convolved, sizeX, sizeY, stride, ...size, ...strides, ...before] as const;
    kernels.poolMaximum(...from, pooled, outX, outY);
    return pooled;
  };
}
