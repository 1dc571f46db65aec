import { convertedModel } from '../../project/convertedModel.ts';
import { preparedSimulator } from '../../project/preparedSimulator.ts';
import { defineMethod } from './define.ts';

/** Runs inputs through the converted network. @throws StudioError studio/not-converted, simulate/* */
export const simulate = defineMethod(
  'simulate',
  async ({ plan, inputs, layers, potentials }, { document, signal, progress, transfer }) => {
    const simulator = await preparedSimulator(convertedModel(document(), plan, 'Simulate'));
    const result = await simulator.run(inputs, {
      layers,
      potentials,
      signal,
      onProgress: (done, total) => {
        progress({ step: `Image ${done} of ${total}`, fraction: done / total });
      },
    });
    for (const { output, potentials: sums } of result.layers) {
      if (output && output.data.buffer !== result.forward.data.buffer) move(output.data);
      if (sums) move(sums.data);
    }
    return result;

    function move({ buffer, byteLength }: Int32Array): void {
      if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) transfer(buffer);
    }
  },
);
