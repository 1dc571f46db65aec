import { averagePooling2d } from '../../layers/averagePooling2d.ts';
import { isLayer } from '../../layers/define.ts';
import { globalAveragePooling2d } from '../../layers/globalAveragePooling2d.ts';
import { globalMaxPooling2d } from '../../layers/globalMaxPooling2d.ts';
import { maxPooling2d } from '../../layers/maxPooling2d.ts';
import { windowAxis } from '../../tensor/window.ts';
import { runShape } from '../runLayer.ts';
import type { RunStep } from '../steps.ts';
import { channelsInTurn, placeFinish, type Finish } from './finish.ts';
import type { ValueOperation, Workshop } from './operations.ts';
import { placeWindow, type SlidingWindow } from './windows.ts';

/** The four pools, finished; null for other layers. */
export function poolOperation(
  { heap }: Workshop,
  { node }: RunStep,
  finish: Finish,
): ValueOperation | null {
  const windowOf = windowOfPool(node);
  if (!windowOf) return null;
  const isMean = isLayer(node, averagePooling2d) || isLayer(node, globalAveragePooling2d);
  let placed: { readonly channels: number; readonly address: number } | null = null;
  return ([input]) => {
    if (!input) throw new TypeError('a pool without input');
    const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
    const output = heap.value(runShape(node, [input.shape]));
    if (placed?.channels !== channels) {
      placed = { channels, address: placeFinish(heap, finish, channelsInTurn(channels)) };
    }
    const { window, out } = windowOf(height, width);
    const how = placeWindow(heap, {
      input,
      images: [batch, height, width, channels],
      output,
      out,
      window,
      finish: placed.address,
    });
    if (isMean) heap.kernels.averagePool(how);
    else heap.kernels.maxPool(how);
    return output;
  };
}

type WindowOf = (
  height: number,
  width: number,
) => { readonly window: SlidingWindow; readonly out: readonly [number, number] };

function windowOfPool(node: RunStep['node']): WindowOf | null {
  const plain = { dilation: [1, 1] } as const;
  if (isLayer(node, globalMaxPooling2d) || isLayer(node, globalAveragePooling2d)) {
    return (height, width) => ({
      window: { ...plain, kernel: [height, width], strides: [height, width], before: [0, 0] },
      out: [1, 1],
    });
  }
  if (!isLayer(node, maxPooling2d) && !isLayer(node, averagePooling2d)) return null;
  const { poolSize, padding } = node.config;
  const strides = node.config.strides ?? poolSize;
  return (height, width) => {
    const rows = windowAxis(height, poolSize[0], strides[0], padding);
    const columns = windowAxis(width, poolSize[1], strides[1], padding);
    const before = [rows.before, columns.before] as const;
    return {
      window: { ...plain, kernel: poolSize, strides, before },
      out: [rows.output, columns.output],
    };
  };
}
