import { neuronsOf, packedSize, weightCountOf, type AkidaModel } from '../core/akida/model.ts';
import { geometryOf } from '../core/akida/shapes.ts';
import { checkAkidaModel } from '../core/check/checkModel.ts';
import type { VerifiedConversion } from '../core/convert/verifyConversion.ts';
import { isStudioError } from '../core/errors/diagnostic.ts';
import { readFbz } from '../core/fbz/readFbz.ts';
import { fileVersion, writeFbz } from '../core/fbz/writeFbz.ts';
import { pruneModel } from '../core/prune/pruneModel.ts';
import { hardwareRules } from '../core/rules/hardware/index.ts';
import { rules } from '../core/rules/index.ts';
import { targetOf } from '../core/targets/index.ts';
import { assess, type Problem } from './assess.ts';
import type { StudioDocument } from './document.ts';
import { convertedModel } from './models.ts';
import type { ConversionSettings, Plan } from './plan.ts';
import type { AkidaKind } from './views/graphView.ts';
import { verificationOf } from './verifiedNetwork.ts';
import { describeNetwork } from './views/network.ts';

/** One layer of an exported network. */
interface ExportedLayer {
  readonly name: string;
  readonly kind: AkidaKind;
  /** (x, y, c) of its output. */
  readonly outputShape: readonly [number, number, number];
  /** Null for InputData. */
  readonly weightBits: number | null;
  /** Null for a head, which gives potentials. */
  readonly activationBits: number | null;
  /** Integers in its weights. */
  readonly weights: number;
}

/** Something that was checked before the file is handed over. */
export interface ExportCheck {
  readonly id: 'rules' | 'scaling' | 'outputs' | 'chip' | 'readBack';
  readonly passes: boolean;
  readonly title: string;
  readonly detail: string;
}

/** What an .fbz will hold, and what was checked of it. */
export interface ExportReport {
  /** Version of the runtime format. */
  readonly version: string;
  readonly inputShape: readonly [number, number, number];
  readonly inputKind: ConversionSettings['inputKind'];
  readonly fileBytes: number;
  readonly layers: readonly ExportedLayer[];
  readonly checks: readonly ExportCheck[];
  /** Neurons that the outputs do not depend on, of all, and the bytes that they take; null: there are none. */
  readonly idle: { readonly neurons: number; readonly of: number; readonly bytes: number } | null;
}

/**
 * Says what the .fbz will hold and checks it, the written bytes included.
 * @throws StudioError studio/not-converted; convert/outputs-differ: no file is written then
 */
export async function checkExport(document: StudioDocument, plan: Plan): Promise<ExportReport> {
  const assessment = assess(document, plan);
  const { diagnostics } = assessment;
  const model = convertedModel(document, plan, 'Export');
  const verified = await verificationOf(assessment, plan.settings);
  const bytes = writeFbz(model);
  const geometry = geometryOf(model);
  const { input } = describeNetwork(model);
  return {
    version: fileVersion(model),
    inputShape: input.shape,
    inputKind: input.kind,
    fileBytes: bytes.length,
    layers: model.layers.map((layer, i): ExportedLayer => ({
      name: layer.name,
      kind: layer.kind,
      outputShape: geometry[i]?.output ?? [0, 0, 0],
      weightBits: layer.kind === 'InputData' ? null : layer.weightBits,
      activationBits: layer.kind !== 'InputData' && layer.activation ? layer.actBits : null,
      weights: weightCountOf(layer),
    })),
    checks: [
      ...(document.loaded.kind === 'keras' ? [rulesCheck(diagnostics)] : []),
      ...scalingCheck(diagnostics),
      ...(verified ? [outputsCheck(verified)] : []),
      ...chipCheck(model, plan),
      readBackCheck(model, bytes),
    ],
    idle: idleNeurons(model),
  };
}

function idleNeurons(model: AkidaModel): ExportReport['idle'] {
  const smaller = pruneModel(model).model;
  const [of, left] = [neuronCount(model), neuronCount(smaller)];
  if (left === of) return null;
  return { neurons: of - left, of, bytes: packedSize(model) - packedSize(smaller) };
}

function neuronCount({ layers }: AkidaModel): number {
  return layers.reduce(
    (sum, layer) => sum + (layer.kind === 'InputData' ? 0 : neuronsOf(layer)),
    0,
  );
}

/** With a warning a model converts, but does not follow every rule. Advice breaks no rule. */
function rulesCheck(found: readonly Problem[]): ExportCheck {
  const broken = found.filter(
    ({ level, severity, code }) => level !== 'hardware' && severity !== 'info' && code !== UNSAID,
  ).length;
  return {
    id: 'rules',
    passes: broken === 0,
    title:
      broken === 0 ? 'Follows every rule of the conversion' : 'Converts, but not by every rule',
    detail:
      broken === 0
        ? `${rules.length} rules, no violation.`
        : `${broken} ${broken === 1 ? 'warning' : 'warnings'}: see Problems.`,
  };
}

/** What nobody said breaks no rule, and may still be wrong. */
const UNSAID = 'convert/scaling-unsaid';

function scalingCheck(found: readonly Problem[]): readonly ExportCheck[] {
  if (!found.some(({ code }) => code === UNSAID)) return [];
  return [
    {
      id: 'scaling',
      passes: false,
      title: 'Input scaling not said',
      detail: 'Pixels go in as they are, 0 to 255. Answer the question under Quantize.',
    },
  ];
}

/** Outputs that differ are thrown: there is no file to tell of. */
function outputsCheck({ images, values, reason }: VerifiedConversion): ExportCheck {
  if (reason !== undefined) {
    return {
      id: 'outputs',
      passes: false,
      title: 'Not compared with the quantized model',
      detail: reason,
    };
  }
  return {
    id: 'outputs',
    passes: true,
    title: 'Gives what the quantized model gives',
    detail: `${values.toLocaleString('en')} outputs of all layers on ${images} trial ${images === 1 ? 'input' : 'inputs'}, rounding aside.`,
  };
}

function chipCheck(model: AkidaModel, { settings: { hardware } }: Plan): readonly ExportCheck[] {
  const target = targetOf(hardware);
  if (!target) return [];
  const broken = checkAkidaModel(model, hardware).length;
  return [
    {
      id: 'chip',
      passes: broken === 0,
      title: broken === 0 ? `Fits ${target.name}` : `Does not fit ${target.name}`,
      detail:
        broken === 0
          ? `${hardwareRules.length} limits held against every layer.`
          : `${broken} ${broken === 1 ? 'limit is' : 'limits are'} not met: the file loads and simulates, but does not map to this chip.`,
    },
  ];
}

/** Whether the reader finds this network in the file. The version may differ: an opened file can be of a later runtime. */
function readBackCheck(model: AkidaModel, bytes: Uint8Array): ExportCheck {
  const [isEqual, problem] = readsBack(model, bytes);
  return {
    id: 'readBack',
    passes: isEqual,
    title: isEqual ? 'Reads back equal' : 'Reads back different',
    detail:
      problem ??
      'The written file was read again: every weight lies in its bits, every value is the same.',
  };
}

function readsBack(model: AkidaModel, bytes: Uint8Array): readonly [boolean, string | null] {
  try {
    const read = readFbz(bytes, 'export.fbz');
    const isEqual = isSame([read.quantizer, read.layers], [model.quantizer, model.layers]);
    return [isEqual, isEqual ? null : 'Values differ from those of the network.'];
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return [false, error.diagnostics[0]?.message ?? 'The file cannot be read.'];
  }
}

/** Equality of plain data with typed arrays. */
function isSame(a: unknown, b: unknown): boolean {
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    const [x, y] = [a as Int8Array, b as Int8Array];
    return x.length === y.length && x.every((value, i) => Object.is(value, y[i]));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return Object.is(a, b);
  }
  const entries = Object.entries(a);
  return (
    entries.length === Object.keys(b).length &&
    entries.every(([key, value]) => isSame(value, (b as Record<string, unknown>)[key]))
  );
}
