import type { AkidaModel } from '../../core/akida/model.ts';
import { createSimulator, type Simulator } from '../../core/simulate/simulator.ts';
import { convertedModel } from '../convertedModel.ts';
import { defineMethod } from './define.ts';

/** A simulator is prepared once a network: packing its weights costs more than a run. */
const simulators = new WeakMap<AkidaModel, Promise<Simulator>>();

/** Runs inputs through the converted network. @throws StudioError studio/not-converted, simulate/* */
export const simulate = defineMethod(
  'simulate',
  async ({ plan, inputs, layers, potentials }, { document, signal, progress, transfer }) => {
    const model = convertedModel(document(), plan, 'Simulate');
    const prepared = simulators.get(model) ?? createSimulator(model);
    simulators.set(model, prepared);
    const simulator = await prepared;
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
