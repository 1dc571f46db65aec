import { assess, type Problem } from '../../project/assess.ts';
import { addInput, addJson, addModel, type ModelArgument } from '../arguments.ts';
import { addHardware, hardwareAsked } from '../chipArgument.ts';
import type { Command } from '../command.ts';
import {
  addTrialImages,
  resultOf,
  settingsWithTrials,
  type TrialArguments,
} from '../scalingTrials.ts';
import { exitCodes } from '../exitCodes.ts';
import { formatDiagnostic } from '../formatDiagnostic.ts';
import { openModel } from '../models.ts';

interface CheckArguments extends ModelArgument, TrialArguments {
  readonly hardware: string;
  readonly keras: boolean;
}

export const check: Command<CheckArguments> = {
  name: 'check',
  help: 'Check a model against every compatibility rule; exit code 1 if one is broken',
  example: 'cnn2snn check -m model.h5 --hardware akd1000',
  declare(parser) {
    addModel(parser, 'float or quantized Keras model, or Akida .fbz');
    addHardware(parser);
    parser.add_argument('--keras', {
      action: 'store_true',
      help: 'also say how a layer that no fix mends would be written in Keras, before and after',
    });
    addInput(parser, true);
    addTrialImages(parser);
    addJson(parser);
  },
  async run(args, io) {
    const hardware = hardwareAsked(args.hardware);
    const opened = await openModel(args.model);
    const tried = await settingsWithTrials(opened, args, 'cnn2snn check', io);
    const settings = { ...tried.settings, hardware };
    const found = assess(opened, { edits: [], settings }).diagnostics;
    const diagnostics = found.map(({ why, edit, rewrite, ...problem }) =>
      args.keras && rewrite ? { ...problem, rewrite } : problem,
    );
    const ok = !diagnostics.some(({ severity }) => severity === 'error');
    io.out(asText(args.model, diagnostics));
    io.result({ ok, diagnostics, ...resultOf(tried) });
    return ok ? exitCodes.done : exitCodes.refused;
  },
};

function asText(file: string, diagnostics: readonly Problem[]): string {
  const texts = diagnostics.map(
    (found) =>
      formatDiagnostic({ ...found, where: { ...found.where, file } }) + formatRewrite(found),
  );
  const count = (severity: string, noun: string) => {
    const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return `${found} ${noun}${found === 1 ? '' : 's'}`;
  };
  const counts = [count('error', 'error'), count('warning', 'warning'), count('info', 'note')];
  const summary = diagnostics.length === 0 ? 'no rule is broken' : counts.join(', ');
  return [...texts, `${file}: ${summary}\n`].join('\n');
}

/** What to write in Keras instead, under a problem. */
export function formatRewrite({ rewrite }: Pick<Problem, 'rewrite'>): string {
  if (!rewrite) return '';
  const lines = [
    `  keras  replace "${rewrite.layer}":`,
    ...rewrite.before.map((line) => `    - ${line}`),
    ...rewrite.after.map((line) => `    + ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}
