import { ArgumentTypeError, type ArgumentParser } from 'argparse';
import type { InputScaling } from '../core/analysis/inputScaling.ts';
import { initialPlan, type ConversionSettings } from '../project/plan.ts';

/** `-m`: the model every command works on. */
export interface ModelArgument {
  readonly model: string;
}

export function addModel(parser: ArgumentParser, help: string): void {
  parser.add_argument('-m', '--model', { required: true, metavar: 'MODEL', help });
}

/** `--json`, which every command has. What it changes is not the command's affair: see `CommandIo`. */
export function addJson(parser: Pick<ArgumentParser, 'add_argument'>): void {
  parser.add_argument('--json', {
    action: 'store_true',
    help: 'print the result, or what is wrong, as JSON',
  });
}

/** `-o`: another name for the result. */
export interface OutputArgument {
  readonly output?: string | null;
}

export function addOutput(parser: ArgumentParser, help: string): void {
  parser.add_argument('-o', '--output', { metavar: 'OUT', help });
}

/** How pixels become what the converted network takes. */
export interface InputArguments {
  /** `auto`: tried on labelled images, where the command takes them. */
  readonly scale?: number | 'auto' | null;
  readonly shift?: number | null;
  readonly sparse: boolean;
  readonly no_image_input: boolean;
}

/** @param canTry  the command takes `-sc auto` and tries scalings on images */
export function addScaling(parser: ArgumentParser, canTry = false): void {
  parser.add_argument('-sc', '--scale', {
    type: canTry ? scaleArgument : 'float',
    help: `pixel = scale * Keras input + shift; default 1, or what a Rescaling layer says${canTry ? '; auto tries the usual ones on the images of -i' : ''}`,
  });
  parser.add_argument('-sh', '--shift', { type: 'float', help: 'see -sc; default 0' });
}

export function addInput(parser: ArgumentParser, canTry = false): void {
  addScaling(parser, canTry);
  parser.add_argument('-sp', '--sparse', {
    type: booleanArgument,
    default: false,
    metavar: 'True|False',
    help: 'inputs are events or other 4-bit values, not images; default False',
  });
  parser.add_argument('--no-image-input', { action: 'store_true', help: 'the same as -sp True' });
}

/** The scaling that was asked for; none when neither -sc nor -sh was given. */
export function scalingOf({ scale, shift }: Pick<InputArguments, 'scale' | 'shift'>): {
  inputScaling?: InputScaling;
} {
  const given = typeof scale === 'number' || typeof shift === 'number';
  return given ? { inputScaling: [typeof scale === 'number' ? scale : 1, shift ?? 0] } : {};
}

/** How the model is converted, as the arguments say; everything else as when the studio opens a model. */
export function settingsOf(
  args: Pick<InputArguments, 'scale' | 'shift'> &
    Partial<Pick<InputArguments, 'sparse' | 'no_image_input'>>,
): ConversionSettings {
  const [scale, shift] = scalingOf(args).inputScaling ?? [];
  const isSparse = args.sparse === true || args.no_image_input === true;
  return {
    ...initialPlan.settings,
    inputScaling: scale === undefined || shift === undefined ? null : { scale, shift },
    inputKind: isSparse ? 'sparse' : 'image',
  };
}

/** An argument type: a number, or `auto`. */
function scaleArgument(text: string): number | 'auto' {
  if (text === 'auto') return text;
  const scale = Number(text);
  if (text.trim() !== '' && !Number.isNaN(scale)) return scale;
  throw new ArgumentTypeError(`invalid 'float' value: '${text}'`);
}

/** An argument type: True or False as Python spells them, in any case. */
function booleanArgument(text: string): boolean {
  const value = text.toLowerCase();
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw new ArgumentTypeError(`expected True or False, got '${text}'`);
}

/** An argument type: a whole number from 1 on. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0) return value;
  throw new ArgumentTypeError(`expected a whole number from 1 on, got '${text}'`);
}

/** An argument type: a bitwidth, 0 for none. */
export function bitsArgument(text: string): number {
  if (/^\d$/.test(text)) return Number(text);
  throw new ArgumentTypeError(`expected a number of bits from 0 to 9, got '${text}'`);
}
