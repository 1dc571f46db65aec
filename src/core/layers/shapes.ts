import type { Shape, Tensor } from '../tensor/tensor.ts';
import { ParamError } from './params.ts';

/** Output shape of a layer that keeps its input's. */
export function passShape(_config: unknown, [input]: readonly Shape[]): Shape {
  if (input === undefined) throw new ParamError('one input', 'none');
  return input;
}

/** The input of a layer that has one. @throws ParamError when there is none */
export function onlyInput([input]: readonly Tensor[]): Tensor {
  if (input === undefined) throw new ParamError('one input', 'none');
  return input;
}

/** `forward` of a layer that does nothing at inference. */
export function passForward({ inputs }: { readonly inputs: readonly Tensor[] }): Tensor {
  return onlyInput(inputs);
}

/** Size of the last axis, which must be known. @throws ParamError */
export function lastAxis(shape: Shape | undefined): number {
  const last = shape?.at(-1);
  if (shape === undefined || shape.length < 2 || last === undefined || last === null) {
    throw new ParamError('an input with a known last axis', shape);
  }
  return last;
}
