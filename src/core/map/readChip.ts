import { fail } from '../errors/diagnostic.ts';
import { isJsonObject } from '../ir/json.ts';
import type { HardwareTarget } from '../targets/define.ts';
import { customBounds, type CustomChip } from '../targets/custom.ts';
import { targetOf, targets, type ChipChoice } from '../targets/index.ts';

/** The chip of a choice that may come from anywhere. @throws StudioError map/unknown-chip, map/bad-chip */
export function readChip(choice: unknown): HardwareTarget {
  return targetOf(parseChip(choice));
}

/**
 * Checks that a value is the name of a known chip or the record of one of one's own, and gives it back.
 * @throws StudioError map/unknown-chip, map/bad-chip
 */
export function parseChip(choice: unknown): ChipChoice {
  if (typeof choice === 'string') {
    if (isKnown(choice)) return choice;
    fail('map/unknown-chip', {}, choice, Object.keys(targets));
  }
  return parseCustomChip(choice);
}

const { processors: COUNTS, ...NUMBERS } = customBounds;
const TYPES = ['CNP1', 'FNP2', 'FNP3'] as const;
const KEYS = ['name', 'base', 'processors', 'severalPasses', ...Object.keys(NUMBERS)];

/** Checks the record of a chip, and gives it back. @throws StudioError map/bad-chip */
export function parseCustomChip(value: unknown): CustomChip {
  if (!isJsonObject(value)) refuse('The description', 'an object', value);
  const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) refuse(`The key ${unknown}`, `one of ${KEYS.join(', ')}`, unknown);
  const { name, base, severalPasses, processors } = value;
  if (name !== undefined && (typeof name !== 'string' || name === '' || name.length > 80))
    refuse('The name', 'text of 1 to 80 characters', name);
  if (base !== undefined && !isKnown(base))
    refuse('The base', `one of ${Object.keys(targets).join(', ')}`, base);
  if (severalPasses !== undefined && typeof severalPasses !== 'boolean')
    refuse('severalPasses', 'true or false', severalPasses);
  for (const [key, [low, high]] of Object.entries(NUMBERS)) {
    const number = value[key];
    if (number === undefined) continue;
    const isWhole = key === 'megahertz' || Number.isInteger(number);
    if (typeof number !== 'number' || !isWhole || !(number >= low && number <= high))
      refuse(
        key,
        `a ${key === 'megahertz' ? 'number' : 'whole number'} from ${low} to ${high}`,
        number,
      );
  }
  checkProcessors(processors);
  return value as unknown as CustomChip;
}

function checkProcessors(processors: unknown): void {
  if (!isJsonObject(processors))
    refuse('processors', 'numbers by type: CNP1, FNP2, FNP3', processors);
  const unknown = Object.keys(processors).find((key) => !TYPES.some((type) => type === key));
  if (unknown !== undefined) refuse(`The type ${unknown}`, `one of ${TYPES.join(', ')}`, unknown);
  for (const type of TYPES) {
    const count = processors[type];
    const least = type === 'CNP1' ? 1 : 0;
    if (typeof count !== 'number' || !Number.isInteger(count) || count < least || count > COUNTS[1])
      refuse(`processors.${type}`, `a whole number from ${least} to ${COUNTS[1]}`, count);
  }
  const { CNP1, FNP2, FNP3 } = processors as Record<(typeof TYPES)[number], number>;
  if (FNP2 + FNP3 > CNP1)
    refuse(
      'processors',
      `FNP2 + FNP3 of at most CNP1 = ${CNP1}: every processor is a CNP1`,
      FNP2 + FNP3,
    );
}

function isKnown(value: unknown): value is keyof typeof targets {
  return typeof value === 'string' && Object.hasOwn(targets, value);
}

function refuse(what: string, expected: string, received: unknown): never {
  const text = received === undefined ? 'nothing' : JSON.stringify(received);
  fail('map/bad-chip', {}, what, expected, text.slice(0, 80));
}
