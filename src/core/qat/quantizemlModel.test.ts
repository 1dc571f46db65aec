import { expect, it } from 'vitest';
import { isStudioError } from '../errors/diagnostic.ts';
import { readModel } from '../keras/readModel.ts';
import { modernFile } from '../testing/modernFiles.ts';
import { createTrainingGraph } from './trainingGraph.ts';

it.each(['chip', 'toolkit'] as const)(
  '%s mode refuses a model of QuantizeML by name',
  async (mode) => {
    const bytes = modernFile('given/q_v1.h5');
    const loaded = await readModel([{ name: 'q_v1.h5', bytes }]);
    if (loaded.kind !== 'keras') throw new Error('a Keras model');
    try {
      createTrainingGraph(loaded.graph, { mode });
      expect.unreachable();
    } catch (error) {
      if (!isStudioError(error)) throw error;
      expect(error.diagnostics).toMatchObject([
        {
          code: 'qat/quantizeml-model',
          where: { layer: 'c0' },
          received: 'a model that QuantizeML quantized',
        },
      ]);
    }
  },
);
