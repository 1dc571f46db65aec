import type { Shape } from '../tensor/tensor.ts';
import { ParamError } from './params.ts';

/** Output shape of a layer that keeps its input's. */
export function passShape(_config: unknown, [input]: readonly Shape[]): Shape {
  if (input === undefined) throw new ParamError('one input', 'none');
  return input;
}
