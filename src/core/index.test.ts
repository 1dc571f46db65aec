import { expect, test } from 'vitest';
import * as library from './index.ts';

test('the export list changes only on purpose', () => {
  expect(Object.keys(library).sort()).toMatchInlineSnapshot(`
    [
      "StudioError",
      "applyFix",
      "applySafeFixes",
      "calibrateBias",
      "calibrateLevels",
      "checkAkidaModel",
      "checkModel",
      "compareModels",
      "convertModel",
      "createRunner",
      "createSimulator",
      "describeModel",
      "evaluateModel",
      "fixesFor",
      "isStudioError",
      "mapModel",
      "planFix",
      "quantizeLayer",
      "quantizeModel",
      "readDataset",
      "readFbz",
      "readIdx",
      "readModel",
      "readNpy",
      "readNpz",
      "readSamples",
      "reshapeModel",
      "runGraph",
      "sequentializeModel",
      "simulate",
      "targets",
      "tensor",
      "topClasses",
      "trainingFolder",
      "verifyConversion",
      "writeFbz",
      "writeKerasH5",
      "writeNpy",
      "writeNpz",
    ]
  `);
});
