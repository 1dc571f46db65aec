import type { MethodName } from '../api.ts';
import { compare } from './compare.ts';
import type { Method } from './define.ts';
import { derive } from './derive.ts';
import { describeNetwork } from './describeNetwork.ts';
import { evaluate } from './evaluate.ts';
import { open } from './open.ts';
import { packSession } from './packSession.ts';
import { previewEdit } from './previewEdit.ts';
import { readInputs } from './readInputs.ts';
import { simulate } from './simulate.ts';
import { unpackSession } from './unpackSession.ts';
import { warm } from './warm.ts';
import { writeModel } from './writeModel.ts';

/** Every worker method by its name. The type fails to compile when one of the contract is missing. */
export const methods: { readonly [M in MethodName]: Method<M> } = {
  [warm.name]: warm.run,
  [open.name]: open.run,
  [derive.name]: derive.run,
  [previewEdit.name]: previewEdit.run,
  [simulate.name]: simulate.run,
  [describeNetwork.name]: describeNetwork.run,
  [readInputs.name]: readInputs.run,
  [compare.name]: compare.run,
  [evaluate.name]: evaluate.run,
  [writeModel.name]: writeModel.run,
  [packSession.name]: packSession.run,
  [unpackSession.name]: unpackSession.run,
};
