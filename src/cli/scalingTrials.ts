import type { ArgumentParser } from 'argparse';
import { readDataset } from '../core/data/readDataset.ts';
import { fail } from '../core/errors/diagnostic.ts';
import { seededRandom, shuffle } from '../core/tensor/seededRandom.ts';
import { sizeOf } from '../core/tensor/tensor.ts';
import { assess, type Problem } from '../project/assess.ts';
import type { StudioDocument } from '../project/document.ts';
import { lacksScaling } from '../project/lacksScaling.ts';
import type { JudgingSet } from '../project/outcome.ts';
import type { ConversionSettings } from '../project/plan.ts';
import {
  formToTry,
  tryScalings,
  type ScalingReading,
  type ScalingTrials,
} from '../project/scalingTrials.ts';
import { settingsOf, type InputArguments } from './arguments.ts';
import type { CommandIo } from './command.ts';
import { readInput } from './files.ts';
import { formatDiagnostic } from './formatDiagnostic.ts';
import { formatTable } from './formatTable.ts';

/** `-i` of a command that tries scalings. */
export interface TrialArguments extends InputArguments {
  readonly images?: readonly string[] | null;
}

export function addTrialImages(parser: ArgumentParser): void {
  parser.add_argument('-i', '--images', {
    nargs: '+',
    help: 'labelled images (.npz, or two .npy or idx files) on which `-sc auto` tries the usual input scalings',
  });
}

/** Enough that a scaling tells itself apart; the files are often sorted by class. */
const MOST_IMAGES = 60;

const NAMES: Readonly<Record<ScalingReading['id'], string>> = {
  zeroToOne: 'images in 0..1',
  minusOneToOne: 'images in -1..1',
  pixels: 'raw pixels, 0..255',
  standard: 'less their mean, by their deviation',
};

/**
 * The settings of a conversion; with `-sc auto` the scaling with which the model does best on the images, and a table of what was tried.
 * @throws StudioError cli/usage for `auto` without images or images without `auto`, convert/no-scaling-fits; data/*, forward/*
 */
export async function settingsWithTrials(
  document: StudioDocument,
  args: TrialArguments,
  command: string,
  io: CommandIo,
): Promise<{ readonly settings: ConversionSettings; readonly trials: ScalingTrials | null }> {
  const isAuto = args.scale === 'auto';
  const files = args.images ?? [];
  if (isAuto && files.length === 0) {
    fail('cli/usage', {}, '-sc auto tries scalings on labelled images: give them with -i', command);
  }
  if (!isAuto && files.length > 0) {
    fail('cli/usage', {}, '-i is for the images on which -sc auto tries scalings', command);
  }
  if (isAuto && typeof args.shift === 'number') {
    fail('cli/usage', {}, '-sc auto finds the shift too: leave -sh out', command);
  }
  const settings = settingsOf({ ...args, scale: isAuto ? null : (args.scale ?? null) });
  const graph = isAuto ? formToTry(assess(document, { edits: [], settings })) : null;
  // A model with a Rescaling layer says its scaling; one that does not run says why where it is checked.
  if (!graph || !lacksScaling(graph, settings)) return { settings, trials: null };
  const trials = await tryScalings(graph, someOf(files), { signal: io.signal });
  io.out(`${tableOf(trials)}\n`);
  const { best } = trials;
  if (!best) fail('convert/no-scaling-fits', {}, trials.images);
  const [scale, shift] = best.scaling;
  io.out(`Taken: -sc ${scale} -sh ${shift}\n`);
  return { settings: { ...settings, inputScaling: { scale, shift } }, trials };
}

/** What was tried and taken, for `--json`; nothing where nothing was tried. */
export function resultOf({
  settings: { inputScaling },
  trials,
}: Awaited<ReturnType<typeof settingsWithTrials>>): object {
  return trials
    ? { scaling: { ...inputScaling, images: trials.images, trials: trials.trials } }
    : {};
}

/** A network was made of a model whose scaling nobody said: it is written, and a warning says what may be wrong with it. */
export function warnUnscaled(found: readonly Problem[], io: CommandIo): void {
  const unsaid = found.find(({ code }) => code === 'convert/scaling-unsaid');
  if (unsaid) io.err(formatDiagnostic(unsaid));
}

function someOf(files: readonly string[]): JudgingSet {
  const { images, labels } = readDataset(files.map(readInput), 'testing');
  const order = Uint32Array.from(labels.keys());
  shuffle(order, seededRandom(1));
  const chosen = order.subarray(0, MOST_IMAGES);
  const shape = images.shape.slice(1);
  const size = sizeOf(shape);
  const data = new Uint8Array(chosen.length * size);
  chosen.forEach((from, to) => {
    data.set(images.data.subarray(from * size, (from + 1) * size), to * size);
  });
  return {
    images: { data, shape: [chosen.length, ...shape] },
    labels: Int32Array.from(chosen, (index) => labels[index] ?? 0),
  };
}

function tableOf({ trials, images }: ScalingTrials): string {
  const rows = trials.map(({ id, scaling: [scale, shift], correct }) => [
    NAMES[id],
    String(scale),
    String(shift),
    `${correct} (${((100 * correct) / images).toFixed(1)} %)`,
  ]);
  const columns = [
    { title: 'trained on' },
    { title: '-sc', align: 'right' },
    { title: '-sh', align: 'right' },
    { title: `right of ${images}`, align: 'right' },
  ] as const;
  return formatTable(columns, rows);
}
