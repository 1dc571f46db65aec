import { errorsOf } from '../../core/check/makeConvertible.ts';
import { fail } from '../../core/errors/diagnostic.ts';
import { hardwareRules } from '../../core/rules/hardware/index.ts';
import { rules } from '../../core/rules/index.ts';
import { assess, type Problem } from '../../project/assess.ts';
import { ENDINGS, stemOf } from '../../project/outputNames.ts';
import type { Plan } from '../../project/plan.ts';
import { planRepairs, withSteps, type RepairItem } from '../../project/repairs.ts';
import {
  addInput,
  addJson,
  addModel,
  addOutput,
  settingsOf,
  type InputArguments,
  type ModelArgument,
  type OutputArgument,
} from '../arguments.ts';
import { addHardware, hardwareAsked } from '../chipArgument.ts';
import type { Command } from '../command.ts';
import { formatRewrite } from './check.ts';
import { exitCodes } from '../exitCodes.ts';
import { inputPaths, writeOutputs } from '../files.ts';
import { formatDiagnostic } from '../formatDiagnostic.ts';
import { formatTable } from '../formatTable.ts';
import { resultPath } from '../modelFolder.ts';
import { openKeras } from '../models.ts';
import {
  checkKerasOutput,
  checkOutput,
  designOutput,
  isPython,
  kerasBytes,
  outputKinds,
  pythonOutputs,
} from '../outputs.ts';

interface FixArguments extends ModelArgument, InputArguments, OutputArgument {
  readonly all: boolean;
  readonly exact: boolean;
  readonly rule?: string | null;
  readonly list: boolean;
  readonly keras: boolean;
  readonly hardware: string;
}

const RULES = [...rules, ...hardwareRules].map(({ id }) => id);

export const fix: Command<FixArguments> = {
  name: 'fix',
  help: 'Mend what stands against conversion; exit code 1 if an error is left',
  example: 'cnn2snn fix -m model.h5 --all',
  declare(parser) {
    addModel(parser, 'float or quantized Keras model');
    const which = parser.add_mutually_exclusive_group();
    which.add_argument('--exact', {
      action: 'store_true',
      help: 'only fixes that keep every output, which is the default',
    });
    which.add_argument('--all', {
      action: 'store_true',
      help: 'also fixes that change what the model computes: it has to be trained on after them',
    });
    which.add_argument('--rule', {
      metavar: 'ID',
      help: 'whatever answers this one rule, such as supported-layer',
    });
    parser.add_argument('--list', {
      action: 'store_true',
      help: 'say what would be done, and write nothing',
    });
    parser.add_argument('--keras', {
      action: 'store_true',
      help: 'also say how a layer that no fix mends would be written in Keras, before and after',
    });
    addHardware(parser);
    addInput(parser);
    addOutput(
      parser,
      'the .h5, or of a float model .keras or .py (Python source that builds it), of a design .json, to write; default MODEL_fixed.h5 beside the model',
    );
    addJson(parser);
  },
  async run(args, io) {
    const { rule = null } = args;
    if (rule !== null && !RULES.includes(rule)) {
      fail('cli/usage', {}, `there is no rule "${rule}"`, 'cnn2snn fix');
    }
    const hardware = hardwareAsked(args.hardware);
    const inputs = inputPaths(args.model);
    const stem = `${stemOf(resultPath(args.model))}${ENDINGS.fixed}`;
    const named = args.output ?? `${stem}${ENDINGS.keras}`;
    if (!args.list) checkOutput(named, outputKinds.source, inputs);
    const document = await openKeras(args.model);
    const plan: Plan = {
      edits: [],
      settings: { ...settingsOf(args), hardware },
    };
    const fixes = args.all || rule !== null ? 'all' : ('exact' as const);
    const asked = rule === null ? {} : { rule };
    const { items, steps, exact } = planRepairs(document, plan, { fixes, ...asked });
    const before = assess(document, plan).diagnostics;
    const { quantized, edited, diagnostics } = assess(document, withSteps(plan, steps));
    const left: readonly Problem[] = errorsOf(diagnostics).map(
      ({ why, edit, rewrite, ...problem }) =>
        args.keras && rewrite ? { ...problem, rewrite } : problem,
    );
    const counts = { before: countsOf(before), after: countsOf(diagnostics) };
    io.out(asText(items, counts));
    const graph = quantized ?? edited;
    let output: string | null = null;
    if (!args.list && graph) {
      output = isPython(named) ? named : designOutput(graph, args.output, stem);
      checkKerasOutput(output, graph);
      const files = isPython(output)
        ? await pythonOutputs(graph, output)
        : [{ path: output, bytes: await kerasBytes(graph, output) }];
      writeOutputs(files, inputs);
      io.out(`Fixed to ${output}\n`);
    }
    for (const found of left) {
      const place = { ...found.where, file: args.model };
      io.out(`\n${formatDiagnostic({ ...found, where: place })}${formatRewrite(found)}`);
    }
    const ok = left.length === 0;
    io.result({ ok, output, exact, fixes: items, ...counts, diagnostics: left });
    return ok ? exitCodes.done : exitCodes.refused;
  },
};

interface Counts {
  /** Broken rules of the conversion. */
  readonly errors: number;
  /** Limits of the chip that are not met. */
  readonly hardware: number;
}

function countsOf(diagnostics: readonly Problem[]): Counts {
  const errors = errorsOf(diagnostics);
  const hardware = errors.filter(({ level }) => level === 'hardware').length;
  return { errors: errors.length - hardware, hardware };
}

function asText(
  items: readonly RepairItem[],
  { before, after }: { readonly before: Counts; readonly after: Counts },
): string {
  const rows = items.map(({ pass, layers, errors, parameters, exact }) => [
    pass,
    layers.length === 1 ? (layers[0] ?? '') : `${layers.length} layers`,
    String(errors),
    String(parameters),
    exact ? 'the same' : 'change: train on',
  ]);
  const table = formatTable(
    [
      { title: 'fix' },
      { title: 'on' },
      { title: 'problems less', align: 'right' },
      { title: 'weights more', align: 'right' },
      { title: 'outputs' },
    ],
    rows,
  );
  const counts = [
    `errors ${before.errors} -> ${after.errors}`,
    `limits of the chip ${before.hardware} -> ${after.hardware}`,
  ].join(', ');
  return items.length === 0 ? `No fix applies: ${counts}\n` : `${table}\n${counts}\n`;
}
