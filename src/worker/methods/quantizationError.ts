import { fail } from '../../core/errors/diagnostic.ts';
import { compareQuantization } from '../../core/forward/compareQuantization.ts';
import { kerasInputs } from '../../core/forward/inputs.ts';
import { modelTrio } from '../../project/modelTrio.ts';
import { defineMethod } from './define.ts';

/**
 * Error of every block of the quantized model against the float one, on pixels as the chip takes them.
 * @throws StudioError studio/no-float-model where the file holds none; studio/not-converted; forward/*
 */
export const quantizationError = defineMethod(
  'quantizationError',
  async ({ plan, inputs }, { document, signal, progress }) => {
    const { float, quantized, inputScaling } = modelTrio(document(), plan, 'Quantization error');
    if (!float || !quantized) fail('studio/no-float-model', {}, 'Quantization error');
    const values = kerasInputs(quantized, inputs, inputScaling);
    return compareQuantization(float, quantized, values, {
      signal,
      onProgress: (done, total) => {
        progress({ step: `Image ${done} of ${total}`, fraction: done / total });
      },
    });
  },
);
