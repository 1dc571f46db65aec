import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { convertModel } from '../convert/convertModel.ts';
import { isStudioError } from '../errors/diagnostic.ts';
import { runGraph } from '../forward/runner.ts';
import type { ModelGraph } from '../ir/graph.ts';
import { keras2Architecture } from '../keras/keras2ModelConfig.ts';
import { writeKerasH5 } from '../keras/writeKerasH5.ts';
import { calibrateBias } from '../calibrate/calibrateBias.ts';
import { createTrainingGraph } from '../qat/trainingGraph.ts';
import { quantizeModel } from '../quantize/quantizeModel.ts';
import { fieldFile, graphOf } from '../testing/doors.ts';
import { goldenFiles } from '../testing/golden.ts';
import { readGoldenKeras } from '../testing/goldenModels.ts';
import { tensor } from '../tensor/tensor.ts';
import { trainingFolder } from '../trainingFolder/trainingFolder.ts';
import { applySafeFixes } from './applySafeFixes.ts';
import { checkModel } from './checkModel.ts';

/** What only the values of weights tell, and the precision, which a file of Keras 2 does not keep. */
const OF_VALUES =
  /^rule\/(finite-weights|batchnorm-gamma|head-bias|act-step-range|potential-overflow|hw-threshold|hw-act-step|hw-zero-weights|weights-missing|keras-precision)$/;

const field = readdirSync(fileURLToPath(new URL('../../fixtures/field', import.meta.url)))
  .filter((name) => /^k(1[0-5]|2[013]).*\.h5$/.test(name))
  .map((name) => [name, () => graphOf({ name, bytes: fieldFile(name) })] as const);
const compat = goldenFiles('compat', '.h5').map(
  (path) => [path, () => readGoldenKeras(path)] as const,
);

/** The model as its own `to_json()` tells it. */
function designOf(graph: ModelGraph): Promise<ModelGraph> {
  const bytes = strToU8(JSON.stringify(keras2Architecture(graph)));
  return graphOf({ name: 'design.json', bytes });
}

function findings(graph: ModelGraph): readonly string[] {
  return checkModel(graph)
    .filter(({ code }) => !OF_VALUES.test(code))
    .map(({ code, where, severity, fix }) =>
      [severity, code, where.layer, fix?.pass, fix?.exact].join(' '),
    );
}

describe('a design is checked and fixed as the trained model is', () => {
  it.each([...field, ...compat])('%s', async (_, read) => {
    const graph = await read();
    const design = await designOf(graph);
    expect(design.isDesign).toBe(true);
    expect(checkModel(design).some(({ code }) => code === 'rule/weights-missing')).toBe(true);
    // An adapted Normalization holds the numbers of its data: only the trained model can be fixed there.
    if (graph.layers.some(({ className }) => className === 'Normalization')) return;
    expect(findings(design)).toEqual(findings(graph));
    const [fixed, trained] = [applySafeFixes(design), applySafeFixes(graph)];
    expect(keras2Architecture(fixed.graph)).toEqual(keras2Architecture(trained.graph));
    expect(fixed.graph.isDesign).toBe(true);
  });
});

describe('what computes with weights refuses a design', () => {
  const quantized = async () => {
    const design = await designOf(await readGoldenKeras('mnist/mnist_float.h5'));
    return quantizeModel(design, { weightBits: 4, activationBits: 4, inputWeightBits: 8 });
  };
  const images = tensor(new Float32Array(28 * 28), [1, 28, 28, 1]);
  const tasks: readonly (readonly [string, (graph: ModelGraph) => unknown])[] = [
    ['convert', (graph) => convertModel(graph)],
    ['run', (graph) => runGraph(graph, images)],
    ['calibrate', (graph) => calibrateBias(graph, images)],
    ['train', (graph) => createTrainingGraph(graph, { mode: 'chip' })],
    ['export the training', (graph) => trainingFolder(graph)],
    ['write the .h5', (graph) => writeKerasH5(graph)],
  ];
  it.each(tasks)('%s', async (_, task) => {
    const graph = await quantized();
    const refused = await Promise.resolve()
      .then(() => task(graph))
      .catch((error: unknown) => error);
    expect(isStudioError(refused) && refused.diagnostics[0]?.code).toBe('graph/no-weights');
  });

  it('quantized it is checked at its bits', async () => {
    const graph = await quantized();
    expect(checkModel(graph).filter(({ severity }) => severity === 'error')).toEqual([]);
    const codes = checkModel(
      quantizeModel(graph, { weightBits: 3, activationBits: 4, inputWeightBits: 8 }),
    ).map(({ code }) => code);
    expect(codes).toContain('rule/weight-bits');
  });
});
