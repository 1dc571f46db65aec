import type { MethodName } from '../api.ts';
import { compare } from './compare.ts';
import type { Method } from './define.ts';
import { checkExport } from './checkExport.ts';
import { derive } from './derive.ts';
import { describeCost } from './describeCost.ts';
import { describeNetwork } from './describeNetwork.ts';
import { evaluate } from './evaluate.ts';
import { keepTrained } from './keepTrained.ts';
import { layoutGraph } from './layoutGraph.ts';
import { layerDetails } from './layerDetails.ts';
import { listWeightFiles } from './listWeightFiles.ts';
import { open } from './open.ts';
import { packSession } from './packSession.ts';
import { previewEdit } from './previewEdit.ts';
import { quantizationError } from './quantizationError.ts';
import { readInputs } from './readInputs.ts';
import { readPicture } from './readPicture.ts';
import { simulate } from './simulate.ts';
import { trainingModels } from './trainingModels.ts';
import { unpackSession } from './unpackSession.ts';
import { warm } from './warm.ts';
import { weightErrors } from './weightErrors.ts';
import { writeModel } from './writeModel.ts';

/** Every worker method by its name. The type fails to compile when one of the contract is missing. */
export const methods: { readonly [M in MethodName]: Method<M> } = {
  [warm.name]: warm.run,
  [open.name]: open.run,
  [listWeightFiles.name]: listWeightFiles.run,
  [derive.name]: derive.run,
  [previewEdit.name]: previewEdit.run,
  [simulate.name]: simulate.run,
  [describeNetwork.name]: describeNetwork.run,
  [readInputs.name]: readInputs.run,
  [readPicture.name]: readPicture.run,
  [compare.name]: compare.run,
  [evaluate.name]: evaluate.run,
  [writeModel.name]: writeModel.run,
  [trainingModels.name]: trainingModels.run,
  [keepTrained.name]: keepTrained.run,
  [packSession.name]: packSession.run,
  [unpackSession.name]: unpackSession.run,
  [layoutGraph.name]: layoutGraph.run,
  [describeCost.name]: describeCost.run,
  [weightErrors.name]: weightErrors.run,
  [layerDetails.name]: layerDetails.run,
  [quantizationError.name]: quantizationError.run,
  [checkExport.name]: checkExport.run,
};
