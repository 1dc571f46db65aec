import type { ColourBy } from '../../../store/slices/view.ts';
import { bits } from './bits.ts';
import { cost } from './cost.ts';
import type { ColourMode } from './define.ts';
import { energy } from './energy.ts';
import { error } from './error.ts';
import { memory } from './memory.ts';
import { parameters } from './parameters.ts';
import { problems } from './problems.ts';
import { processors } from './processors.ts';
import { sparsity } from './sparsity.ts';
import { time } from './time.ts';

/** Every way to colour the graph, in the order of the menu. A mode is one file and one line here. */
export const colourModes: readonly ColourMode[] = [
  problems,
  bits,
  parameters,
  sparsity,
  error,
  cost,
  processors,
  memory,
  time,
  energy,
];

export function colourMode(id: ColourBy): ColourMode {
  return colourModes.find((mode) => mode.id === id) ?? problems;
}
