import type { ArgumentParser } from 'argparse';
import type { FoundValues, InputRange } from '../core/data/inputRange.ts';
import { fail } from '../core/errors/diagnostic.ts';
import type { InputsAsked } from '../project/floatInputs.ts';
import { scalingOf, type InputArguments } from './arguments.ts';

/** `--input-range`: what the darkest and the brightest pixel are in inputs that are no pixels. */
export interface InputRangeArgument {
  readonly input_range?: readonly number[] | null;
}

export function addInputRange(parser: ArgumentParser): void {
  parser.add_argument('--input-range', {
    nargs: 2,
    type: 'float',
    metavar: ['LOW', 'HIGH'],
    help: 'what the pixels 0 and 255 are in inputs that were scaled: 0 1, -1 1, ...; whole numbers from 0 to 255 need none',
  });
}

/** What the command line says of the values of inputs. @throws StudioError cli/usage for a range without width */
export function inputsAsked(
  args: InputRangeArgument & Partial<Pick<InputArguments, 'scale' | 'shift'>>,
  command: string,
): InputsAsked {
  const { scale, shift } = args;
  const scaling = scalingOf({ scale: scale ?? null, shift: shift ?? null }).inputScaling;
  return { range: rangeOf(args, command), scaling };
}

function rangeOf({ input_range: given }: InputRangeArgument, command: string): InputRange | null {
  const [low, high] = given ?? [];
  if (low === undefined || high === undefined) return null;
  const isRange = Number.isFinite(low) && Number.isFinite(high) && low < high;
  if (!isRange) {
    fail('cli/usage', {}, `--input-range takes the lower value first: ${low} ${high}`, command);
  }
  return { low, high };
}

/** Says that values go into a Keras model as they are, for people. */
export function tellAsTheyAre({ lowest, highest }: FoundValues): string {
  const [from, to] = [lowest, highest].map((value) => Number(value.toPrecision(4)));
  return `The inputs are no pixels: the model gets them as they are, values from ${from} to ${to}.\n`;
}

/** Says which scaling follows from a range, for people. */
export function tellScaling([scale, shift]: readonly [scale: number, shift: number]): string {
  return `The model takes (pixel - ${shift}) / ${scale}: convert it with -sc ${scale} -sh ${shift}.\n`;
}
