import type { Command } from '../command.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import { convert } from './convert.ts';
import { evaluate } from './evaluate.ts';
import { inspect } from './inspect.ts';
import { run } from './run.ts';

/** Every subcommand, in the order of their use. */
export const commands: readonly Command[] = [check, convert, run, evaluate, compare, inspect];
