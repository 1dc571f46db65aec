import type { ArgumentParser } from 'argparse';
import { parseChip } from '../core/map/readChip.ts';
import {
  DEFAULT_TARGET,
  targets,
  type ChipChoice,
  type TargetChoice,
} from '../core/targets/index.ts';
import { readInput } from './files.ts';

const OWN = `one of your own as JSON, '{"processors": {"CNP1": 8, "FNP2": 1, "FNP3": 1}}', or as a file of it`;

/** Declares the chip to map to. */
export function addChip(parser: ArgumentParser): void {
  parser.add_argument('--chip', {
    default: DEFAULT_TARGET,
    help: `${Object.keys(targets).join(', ')}, or ${OWN}; default ${DEFAULT_TARGET}`,
  });
}

/** Declares the chip whose limits count. */
export function addHardware(parser: ArgumentParser): void {
  parser.add_argument('--hardware', {
    default: DEFAULT_TARGET,
    help: `chip whose limits count: ${Object.keys(targets).join(', ')}, none, or ${OWN}; default ${DEFAULT_TARGET}`,
  });
}

/**
 * A chip as the command line names it: its name, its record as JSON, or a .json file that holds one.
 * @throws StudioError map/unknown-chip, map/bad-chip; cli/no-such-file, cli/is-folder, cli/cannot-read
 */
export function chipAsked(text: string): ChipChoice {
  if (text.trimStart().startsWith('{')) return chipInJson(text);
  if (/\.json$/i.test(text)) return chipInJson(new TextDecoder().decode(readInput(text).bytes));
  return parseChip(text);
}

/** The same, or none. */
export function hardwareAsked(text: string): TargetChoice {
  return text === 'none' ? text : chipAsked(text);
}

function chipInJson(text: string): ChipChoice {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    // Refused as what it is: text where a record should be.
    record = [text];
  }
  // A name in quotes is no record.
  return parseChip(typeof record === 'string' ? [record] : record);
}
