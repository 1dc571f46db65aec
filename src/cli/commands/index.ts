import type { Command } from '../command.ts';
import { check } from './check.ts';
import { convert } from './convert.ts';
import { inspect } from './inspect.ts';
import { run } from './run.ts';

/** Every subcommand, in the order of their use. */
export const commands: readonly Command[] = [check, convert, run, inspect];
