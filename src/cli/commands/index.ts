import type { Command } from '../command.ts';
import { calibrate } from './calibrate.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import { convert } from './convert.ts';
import { demo } from './demo.ts';
import { evaluate } from './evaluate.ts';
import { exportTraining } from './exportTraining.ts';
import { finetune } from './finetune.ts';
import { fix } from './fix.ts';
import { inspect } from './inspect.ts';
import { map } from './map.ts';
import { quantize } from './quantize.ts';
import { reshape } from './reshape.ts';
import { run } from './run.ts';
import { studio } from './studio.ts';

/** Every subcommand, in the order of their use. */
export const commands: readonly Command[] = [
  inspect,
  check,
  fix,
  reshape,
  quantize,
  calibrate,
  finetune,
  exportTraining,
  convert,
  run,
  compare,
  evaluate,
  map,
  studio,
  demo,
];
